using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.Poseidon2Chain;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Proving;

/// <summary>An example program with a witness that satisfies it.</summary>
internal sealed record ExampleStatement(StarkProgram Program, NativeMatrix?[] Preprocessed, NativeMatrix[] Traces, Goldilocks[] PublicValues)
{
    private const int Seed = 20240607;

    public static readonly string[] Names = ["fibonacci", "poseidon2-8", "poseidon2-12", "range-check", "fifth-power", "asked-powers", "entry-batch"];

    public static ExampleStatement Create(string name, ProofParameters parameters, int logHeight = 4) => name switch
    {
        "fibonacci" => Fibonacci(parameters, logHeight),
        "poseidon2-8" => Chain<Width8>(parameters, logHeight),
        "poseidon2-12" => Chain<Width12>(parameters, logHeight),
        "range-check" => RangeCheck(parameters, logHeight),
        "fifth-power" => FifthPower(parameters, logHeight),
        "asked-powers" => AskedPowers(parameters, logHeight),
        "entry-batch" => EntryBatch(parameters, logHeight),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such example"),
    };

    public ProvingKey CreateKey(Workers workers) => ProvingKey.Create(Program, workers, Preprocessed);

    public (VerifyingKey Key, StarkProof Proof) Prove(Workers? workers = null)
    {
        using ProvingKey key = CreateKey(workers ?? Workers.All);
        return (key.VerifyingKey, new StarkProver(key, workers ?? Workers.All).Prove(Traces, PublicValues));
    }

    private static ExampleStatement Fibonacci(ProofParameters parameters, int logHeight)
    {
        (NativeMatrix trace, Goldilocks[] publicValues) = FibonacciTraceGenerator.Generate(logHeight, 3, 5);
        return new(ExamplePrograms.Fibonacci(parameters), [null], [trace], publicValues);
    }

    private static ExampleStatement Chain<TWidth>(ProofParameters parameters, int logHeight)
        where TWidth : IPoseidon2Width
    {
        Goldilocks[] input = [.. Enumerable.Range(0, TWidth.Value).Select(i => new Goldilocks((ulong)i))];
        (NativeMatrix trace, Goldilocks[] publicValues) = Poseidon2ChainTraceGenerator<TWidth>.Generate(logHeight, input, Workers.All);
        return new(ExamplePrograms.Poseidon2Chain<TWidth>(parameters), [null], [trace], publicValues);
    }

    private static ExampleStatement RangeCheck(ProofParameters parameters, int logHeight)
    {
        const int logTableHeight = 5;
        Random random = new(Seed);
        uint[] values = [.. Enumerable.Range(0, (1 << logHeight) - 1).Select(_ => (uint)random.Next(32) << 16 | (uint)random.Next(32))];
        (NativeMatrix limbs, NativeMatrix multiplicities, Goldilocks[] publicValues) =
            RangeCheckTraceGenerator.Generate(logHeight, values, logTableHeight);
        return new(
            ExamplePrograms.RangeCheck(parameters, logTableHeight),
            [null, RangeCheckTraceGenerator.Table(logTableHeight)],
            [limbs, multiplicities],
            publicValues);
    }

    private static ExampleStatement FifthPower(ProofParameters parameters, int logHeight)
    {
        Random random = new(Seed);
        Goldilocks[] bases = [.. Enumerable.Range(0, Math.Max(1, (1 << logHeight) - 1)).Select(_ => new Goldilocks((ulong)random.NextInt64()))];
        (NativeMatrix powers, NativeMatrix products, Goldilocks[] publicValues) =
            FifthPowerTraceGenerator.Generate(logHeight, logHeight + 2, bases);
        return new(ExamplePrograms.FifthPower(parameters), [null, null], [powers, products], publicValues);
    }

    /// <summary>Two questions, so at least two rows.</summary>
    private static ExampleStatement AskedPowers(ProofParameters parameters, int logHeight)
    {
        int logPowersHeight = Math.Max(1, logHeight);
        (NativeMatrix powers, NativeMatrix products, Goldilocks[] first) = FifthPowerTraceGenerator.Generate(logPowersHeight, logPowersHeight + 2, [3, 11]);
        return new(ExamplePrograms.AskedPowers(parameters), [null, null], [powers, products], [.. first, 11, new Goldilocks(11).Pow(5)]);
    }

    /// <summary>The height is that of the range table; the others are up to four times as high.</summary>
    private static ExampleStatement EntryBatch(ProofParameters parameters, int logHeight)
    {
        EntryBatchProfile profile = new(logHeight + 2);
        EntryBatchWitness witness = EntryBatchTraceGenerator.Generate(profile, RootBefore, Entries(profile), Workers.All);
        return new(
            ExamplePrograms.EntryBatch(parameters, profile),
            [null, null, null, RangeCheckTraceGenerator.Table(profile.LogLimb)],
            witness.Traces,
            witness.PublicValues);
    }

    /// <summary>The same batch, to be changed before its tables are filled.</summary>
    public static EntryBatchRows Rows(EntryBatchProfile profile) => new(profile, RootBefore, Entries(profile));

    private static Digest RootBefore => new(11, 22, 33, 44);

    /// <summary>Three fewer than there is room for.</summary>
    private static Entry[] Entries(EntryBatchProfile profile)
    {
        Random random = new(Seed);
        ulong two = 1UL << (2 * profile.LogLimb), three = 1UL << (3 * profile.LogLimb);
        return [.. Enumerable.Range(0, profile.MaxEntries - 3).Select(_ => new Entry(
            Below(two), Below(two), Below(two), Below(three), Below(two), Below(two), Below(two), Below(three)))];

        ulong Below(ulong end) => (ulong)random.NextInt64((long)end);
    }
}
