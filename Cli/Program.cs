using Rollup.Cli;

return await RollupCommand.RunAsync(args);
