using System.CommandLine;
using Rollup.Cli.Commands;
using Rollup.Cli.Output;
using Rollup.Cli.Recursion;
using Rollup.Proofs.Transforms;
using Spectre.Console;

namespace Rollup.Cli.Bench;

/// <summary><c>rollup bench recursion</c>: from proofs of batches to one proof for the contract, layer by layer.</summary>
public static class RecursionBench
{
    private static readonly Option<int> LogRows = new("--log-rows")
    {
        Description = "Rows of the batches' tallest tables, as a power of two.",
        DefaultValueFactory = _ => 18,
    };

    private static readonly Option<int> Batches = new("--batches")
    {
        Description = "Batches to join, 2 or more.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads to use.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<DirectoryInfo> Contracts = new("--contracts")
    {
        Description = "The folder of the contracts.",
        DefaultValueFactory = _ => new DirectoryInfo("contracts"),
    };

    public static Command Create() =>
        new Command("recursion", "Prove example batches, wrap, join, compress and prove the result for the contract.") { LogRows, Batches, Threads, Contracts }
            .WithExamples("./rollup bench recursion", "./rollup bench recursion --log-rows 10 --batches 8 --json")
            .Does((result, terminal) =>
            {
                int batches = result.GetValue(Batches);
                if (batches < 2)
                {
                    throw new CommandFailedException(ExitCode.Usage, $"--batches is {batches}; expected 2 or more");
                }

                EpochReport report = EpochReport.Of(result.GetValue(LogRows), batches, result.GetValue(Contracts)!, new Workers(result.GetValue(Threads)), terminal);
                terminal.Result(report, console => Print(console, report));
                return report.Accepted ? ExitCode.Done : ExitCode.Refused;
            });

    private static void Print(IAnsiConsole console, EpochReport report)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("layer", "seconds", "rows × columns", "proof bytes", "verify ms", "bits");
        foreach (LayerReport layer in report.Layers)
        {
            table.AddRow(
                layer.Name, $"{layer.Seconds:F2}", layer.Size, $"{layer.ProofBytes}", $"{layer.VerifyMs:F1}", $"{layer.SoundnessBits:F1}");
        }

        console.Write(table);
        console.WriteLine($"verified on a development chain with {report.VerifyGas} gas, {report.CalldataBytes} bytes of calldata: {(report.Accepted ? "accepted" : "REFUSED")}");
        console.WriteLine($"keys {report.KeysSeconds:F1} s; peak memory {report.PeakMemoryMb} MiB; {report.SoundnessBits:F1} bits at least");
    }
}
