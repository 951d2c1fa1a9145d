using System.CommandLine;
using Rollup.Cli.Demo;
using Rollup.Cli.Output;
using Rollup.Cli.Recursion;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup demo</c>: everything there is, on this machine, in a temporary directory.</summary>
public static class DemoCommand
{
    private const int DefaultTransfers = 2000;
    private const int LeastTransfers = 16;

    public static Command Create()
    {
        Option<int> transfers = new("--transfers") { Description = $"Transfers to send, at least {LeastTransfers}.", DefaultValueFactory = _ => DefaultTransfers };
        transfers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < LeastTransfers)
            {
                result.AddError($"--transfers must be at least {LeastTransfers}");
            }
        });
        Option<bool> keep = new("--keep") { Description = "Keep the temporary directory." };
        Option<bool> proofs = new("--proofs") { Description = "Prove example batches instead, down to a contract on a local chain (about 11 GB of memory)." };
        Option<DirectoryInfo> contracts = new("--contracts") { Description = "The folder of the contracts.", DefaultValueFactory = _ => new("contracts") };
        Command demo = new("demo", "Pay, crash, recover and audit: the whole product in a temporary directory.") { transfers, keep, proofs, contracts };
        demo.WithExamples("./rollup demo", "./rollup demo --transfers 20000 --json", "./rollup demo --proofs");
        return demo.Does((result, terminal, cancellationToken) => result.GetValue(proofs)
            ? Task.FromResult(ProofDemo.Run(result.GetValue(contracts)!, terminal))
            : RunAsync(result.GetValue(transfers), result.GetValue(keep), terminal, cancellationToken));
    }

    private static async Task<int> RunAsync(int transfers, bool keep, Terminal terminal, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateTempSubdirectory("rollup-demo-").FullName;
        try
        {
            await using DemoScenario scenario = new(directory, transfers, terminal);
            DemoReport report = await scenario.RunAsync(cancellationToken);
            terminal.Result(report, report.Write);
            return report.Succeeded ? ExitCode.Done : ExitCode.Refused;
        }
        finally
        {
            if (keep)
            {
                terminal.Say($"kept: {directory}");
            }
            else
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }
}
