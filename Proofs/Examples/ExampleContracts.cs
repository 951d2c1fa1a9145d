using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples.NodeChain;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples;

/// <summary>An example as a contract verifies it: with Keccak-256 trees, and one height for each table.</summary>
/// <param name="Name">What the contracts' names begin with.</param>
/// <param name="Preprocessed">The preprocessed columns of each table; null where there are none.</param>
public sealed record ExampleContract(string Name, StarkProgram Program, Func<NativeMatrix?[]> Preprocessed)
{
    /// <summary>Commits to the preprocessed columns.</summary>
    public VerifyingKey CreateKey()
    {
        using ProvingKey key = ProvingKey.Create(Program, Workers.All, Preprocessed());
        return key.VerifyingKey;
    }
}

/// <summary>The examples that the contracts' tests deploy. Together they have every part of a shape, each with other parameters.</summary>
public static class ExampleContracts
{
    /// <summary>These parameters are for tests: quick to prove, and worth little.</summary>
    private const int FloorBits = 1;

    public const int LogFibonacciHeight = 4;
    public const int LogRangeHeight = 3;
    public const int LogRangeTableHeight = 5;
    public const int LogPowerHeight = 3;

    /// <summary>2^11 rows: tall enough for a folding round of the greatest arity.</summary>
    public const int NodeChainSteps = 600;

    /// <summary>Caps, work at every site, more queries than elements: they share leaves.</summary>
    public static ExampleContract Fibonacci { get; } =
        Of("Fibonacci", ExamplePrograms.Fibonacci, Quick with { QueryCount = 40, CapHeight = 1, CommitGrindingBits = 2 }, LogFibonacciHeight);

    /// <summary>Buses, preprocessed columns, a second height that joins.</summary>
    public static ExampleContract RangeCheck { get; } =
        Of("RangeCheck", parameters => ExamplePrograms.RangeCheck(parameters, LogRangeTableHeight), Quick, LogRangeHeight, LogRangeTableHeight) with
        {
            Preprocessed = () => [null, RangeCheckTraceGenerator.Table(LogRangeTableHeight)],
        };

    /// <summary>Wide messages, arity 16, a final polynomial that is a constant.</summary>
    public static ExampleContract FifthPower { get; } = Of(
        "FifthPower",
        ExamplePrograms.FifthPower,
        Quick with { LogBlowup = 3, MaxLogArity = 4, LogFinalLength = 0 },
        LogPowerHeight,
        LogPowerHeight + 2);

    /// <summary>Messages of the statement itself; no work, so that a changed transcript gets as far as the opened rows.</summary>
    public static ExampleContract AskedPowers { get; } = Of(
        "AskedPowers",
        ExamplePrograms.AskedPowers,
        Quick with { QueryCount = 3, QueryGrindingBits = 0, MaxLogArity = 2, LogFinalLength = 1, CapHeight = 2 },
        LogPowerHeight,
        LogPowerHeight + 2);

    /// <summary>The machine and the parameters of the last layer (less work, fewer rows): what gas is measured on.</summary>
    public static ExampleContract NodeChain { get; } = OfCircuit(
        "NodeChain",
        NodeChainCircuit.Build(NodeChainSteps),
        new LayerParameters().Last.Fri with { QueryGrindingBits = 12 });

    public static IReadOnlyList<ExampleContract> All { get; } = [Fibonacci, RangeCheck, FifthPower, AskedPowers, NodeChain];

    private static FriParameters Quick => new()
    {
        Hash = HashFunction.Keccak256, LogBlowup = 1, QueryCount = 8, QueryGrindingBits = 4, LogFinalLength = 2,
    };

    /// <summary>The program with the heights of its tables fixed, which a large blow-up asks for.</summary>
    private static ExampleContract Of(string name, Func<ProofParameters, StarkProgram> create, FriParameters fri, params int[] logHeights)
    {
        StarkProgram open = create(StandardParameters.Blowup2);
        ProgramTable[] tables = [.. open.Tables.Zip(logHeights, (table, height) => table with { MinLogHeight = height, MaxLogHeight = height })];
        return new(name, new(open.Name, new(fri, FloorBits), [.. tables], open.PublicMessages), () => new NativeMatrix?[tables.Length]);
    }

    private static ExampleContract OfCircuit(string name, Circuit circuit, FriParameters fri)
    {
        NarrowMachine machine = new("node-chain", new(fri, FloorBits), circuit);
        return new(name, machine.Program, () => machine.Preprocess(circuit));
    }
}
