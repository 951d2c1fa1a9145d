using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Recursion.Tables;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>A circuit with rows of every kind, and with every way in which one row follows another.</summary>
internal static class NarrowExample
{
    public const int PlainNode = 0;
    public const int Injection = 2;
    public const int ShortPath = 4;

    /// <summary>A path that starts at <see cref="PathLeaf"/>.</summary>
    public const int LeafPath = 5;

    /// <summary>Continues the sponge after a relay, with the whole state.</summary>
    public const int AfterRelay = 2;

    /// <summary>The second block of a row of three words: one row of sums.</summary>
    public const int LeafBlock1 = 4;

    /// <summary>The first block of a row of six words: two rows of sums.</summary>
    public const int LongLeaf = 5;

    public const int ShortLeaf = 8;
    public const int PathLeaf = 9;
    public const int IndexBits = 5;

    public static NarrowCircuit Create(ProofParameters? parameters = null)
    {
        TestCircuit circuit = new();
        AddOperations(circuit);
        AddNodes(circuit);
        AddSponges(circuit);
        AddBits(circuit);
        return new(circuit, parameters);
    }

    private static void AddOperations(TestCircuit circuit)
    {
        GoldilocksCubic a = new(1, 2, 3), b = new(4, 5, 6), c = new(7, 8, 9);
        circuit.Operation(a, b, c, 1, 2, 3, 4);
        circuit.Operation(a, b, c, 0, -Goldilocks.One, 1, 0);

        // The three forms that need no place of their own for c.
        Slot same = circuit.Wire();
        circuit.Operation(new() { A = circuit.Wire(), B = circuit.Wire(), D = circuit.Wire(), Product = 3, Left = 5, Constant = 7 }, a, b, default);
        circuit.Operation(new() { A = circuit.Wire(), C = circuit.Wire(), D = circuit.Wire(), Left = 5, Addend = 11 }, a, default, c);
        circuit.Operation(new() { A = circuit.Wire(), B = same, C = same, D = circuit.Wire(), Product = 2, Addend = 11, Left = 1 }, a, b, b);
    }

    /// <summary>A node alone; a path of a step, an injection and a last step; a path of one step.</summary>
    private static void AddNodes(TestCircuit circuit)
    {
        Digest left = new(1, 2, 3, 4), right = new(5, 6, 7, 8);
        circuit.Node(new() { Current = circuit.Wire(), Right = circuit.Wire(), Out = circuit.Wire() }, left, right, false, 0);
        circuit.Node(new() { IsStep = true, IsChained = true, IndexFactor = 2, Current = circuit.Wire(), Index = circuit.Wire() }, left, right, true, 3);
        Digest current = TreeHash.Node(left, right);
        circuit.Node(new() { IsChained = true, IndexFactor = 1, Right = circuit.Wire(), Out = circuit.Wire() }, current, right, false, 1);
        current = TreeHash.Node(current, right);
        circuit.Node(new() { IsStep = true, Out = circuit.Wire() }, left, current, true, 1);
        circuit.Node(new() { IsStep = true, Current = circuit.Wire(), Index = circuit.Wire(), Out = circuit.Wire() }, left, right, true, 1);
    }

    private static void AddSponges(TestCircuit circuit)
    {
        Random random = new(1);
        circuit.Sponge(new() { Starts = true, Capacity8 = 99, Capacity9 = 1, Padding = 4, Word0 = circuit.Wire() }, [1, 2, 3, 4]);
        circuit.Sponge(new() { CarriesRate = true, Output0 = circuit.Wire(), Output1 = circuit.Wire(), OutputMask1 = WordMask.Base });
        circuit.Sponge(new()
        {
            CarriesRate = true,
            Capacity9 = 5,
            Output0 = circuit.Wire(),
            OutputMask0 = WordMask.Cubic,
            Output1 = circuit.Wire(),
            OutputMask1 = WordMask.Cubic,
        });
        circuit.Leaf(RowPattern.Base, MachineTests.RandomElements(random, 11), new(1, 2, 3), 5);
        circuit.Leaf(RowPattern.CubicPhase0, MachineTests.RandomElements(random, 21), new(4, 5, 6), 6);
        circuit.Leaf(RowPattern.Base, MachineTests.RandomElements(random, 1), new(7, 8, 9), 7);

        Goldilocks[] row = MachineTests.RandomElements(random, 4);
        Slot leaf = circuit.Leaf(RowPattern.Base, row, new(7, 8, 9), 7).Digest;
        Digest digest = MerkleHash.Of(HashFunction.Poseidon2).HashLeaf(row).ToDigest();
        circuit.Node(new() { IsStep = true, Current = leaf, Index = circuit.Wire(), Out = circuit.Wire() }, digest, new(5, 6, 7, 8), false, 0);
    }

    private static void AddBits(TestCircuit circuit)
    {
        Slot index = circuit.Wire(), point = circuit.Wire(), root = circuit.Wire();
        circuit.Bits(0x1234_5678_9ABC_DEF5, position => new()
        {
            IsInIndex = position < IndexBits,
            PointFactor = position < 10 ? (ulong)position + 2 : 0,
            PointContinues = position < 9,
            RootFactor = position < 3 ? 1UL << position : 0,
            RootContinues = position < 2,
            Index = position == 0 ? index : default,
            Point = position == 0 ? point : default,
            Root = position == 0 ? root : default,
        });
    }
}
