using System.Diagnostics;
using Rollup.Cli.Output;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Transforms;

namespace Rollup.Cli.Recursion;

/// <summary>An epoch of example batches, from their proofs to the contract.</summary>
internal sealed record EpochReport
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

    public required string RootBefore { get; init; }

    public required string RootAfter { get; init; }

    /// <summary>The check with which the contract refused the proof with one bit changed; null if it did not.</summary>
    public required string? TamperedProof { get; init; }

    /// <summary>Proves batches, wraps and joins them one after the other, compresses, and shows the last proof to the contract.</summary>
    /// <param name="logRows">log₂ of the rows of a batch's tallest tables.</param>
    /// <param name="contracts">The folder of the contracts.</param>
    public static EpochReport Of(int logRows, int batches, DirectoryInfo contracts, Workers workers, Terminal terminal)
    {
        using ExampleEpoch epoch = new(logRows, LayerParameters.Standard, workers);
        LayerClock clock = new(terminal);
        Digest rootBefore = epoch.Root;
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
            RootBefore = $"{rootBefore}",
            RootAfter = $"{epoch.Root}",
            TamperedProof = onChain.TamperedProof,
            PeakMemoryMb = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            SoundnessBits = layers.Min(layer => layer.SoundnessBits),
        };
    }
}
