using System.CommandLine;

return await new RootCommand("A zero-knowledge rollup for peer-to-peer payments.").Parse(args).InvokeAsync();
