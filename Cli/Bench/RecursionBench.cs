using System.CommandLine;
using System.Diagnostics;
using Rollup.Cli.Commands;
using Rollup.Cli.Output;
using Rollup.Cli.Recursion;
using Rollup.Proofs.Recursion.Layers;
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

                Report report = Run(result.GetValue(LogRows), batches, result.GetValue(Contracts)!, new Workers(result.GetValue(Threads)), terminal);
                terminal.Result(report, console => Print(console, report));
                return report.Accepted ? ExitCode.Done : ExitCode.Refused;
            });

    private static Report Run(int logRows, int batches, DirectoryInfo contracts, Workers workers, Terminal terminal)
    {
        using ExampleEpoch epoch = new(logRows, LayerParameters.Standard, workers);
        LayerClock clock = new(terminal);
        clock.Measure("keys", epoch.Stack.Prepare);

        // The epoch grows by one batch at a time; the joins of any other tree take as long.
        ProvenStatement range = clock.Prove("wrap", clock.Prove("batch", epoch.ProveBatch), epoch.Wrap);
        for (int batch = 1; batch < batches; batch++)
        {
            ProvenStatement next = clock.Prove("wrap", clock.Prove("batch", epoch.ProveBatch), epoch.Wrap);
            range = clock.Prove("join", (range, next), pair => epoch.Stack.Join(pair.range, pair.next));
        }

        ProvenStatement compressed = clock.Prove("compress", range, epoch.Stack.Compress);
        ProvenStatement last = clock.Prove("last", compressed, epoch.Stack.Finish);
        OnChainReport onChain = EpochOnChain.VerifyAsync(last, contracts, terminal).GetAwaiter().GetResult();
        LayerReport[] layers = clock.Layers;
        LayerReport Layer(string name) => layers.First(layer => layer.Name == name);
        return new()
        {
            Layers = layers,
            KeysSeconds = clock.Seconds("keys"),
            WrapSeconds = Layer("wrap").Seconds,
            JoinSeconds = Layer("join").Seconds,
            LastSeconds = Math.Round(Layer("compress").Seconds + Layer("last").Seconds, 2),
            EpochProofBytes = Layer("last").ProofBytes,
            VerifyGas = onChain.VerifyGas,
            CalldataBytes = onChain.CalldataBytes,
            Accepted = onChain.Accepted && onChain.TamperedProof is not null && layers.All(layer => layer.Accepted),
            PeakMemoryMb = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            SoundnessBits = layers.Min(layer => layer.SoundnessBits),
        };
    }

    private static void Print(IAnsiConsole console, Report report)
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

    private sealed record Report
    {
        /// <summary>Each layer's best run.</summary>
        public required LayerReport[] Layers { get; init; }

        public required double KeysSeconds { get; init; }

        public required double WrapSeconds { get; init; }

        public required double JoinSeconds { get; init; }

        /// <summary>Compression and last layer.</summary>
        public required double LastSeconds { get; init; }

        public required int EpochProofBytes { get; init; }

        /// <summary>Gas used by the transaction that verifies the last proof on a development chain, the floor of its calldata included.</summary>
        public required ulong VerifyGas { get; init; }

        public required int CalldataBytes { get; init; }

        /// <summary>Every layer's verifier and the contract accept, and the contract refuses a tampered proof.</summary>
        public required bool Accepted { get; init; }

        public required long PeakMemoryMb { get; init; }

        public required double SoundnessBits { get; init; }
    }
}
