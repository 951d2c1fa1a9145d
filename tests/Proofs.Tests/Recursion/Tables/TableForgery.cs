using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Forging;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Tables;

/// <summary>A circuit with rows of every kind, and for each constraint of its tables a change that only this constraint rejects.</summary>
internal static class TableForgery
{
    public const int Injection = 2;
    public const int LastStep = 3;
    public const int CarriedRow = 1;
    public const int LeafBlock0 = 2;
    public const int LeafBlock1 = 3;
    public const int ShortLeaf = 7;

    /// <summary>The decomposition's index are its lowest bits.</summary>
    public const int IndexBits = 5;

    public static TestTables Honest(ProofParameters? parameters = null)
    {
        Random random = new(1);
        TestCircuit circuit = new();
        GoldilocksCubic a = new(1, 2, 3), b = new(4, 5, 6), c = new(7, 8, 9);
        circuit.Operation(a, b, c, 1, 2, 3, 4);
        circuit.Operation(a, b, c, 0, -Goldilocks.One, 1, 0);
        circuit.Operation(a, a, b, 1, 0, 0, 0);
        AddNodes(circuit);

        // Rows 0 and 1: a word, then two more permutations' worth of samples.
        circuit.Sponge(new() { Starts = true, Capacity8 = 99, Capacity9 = 1, Padding = 4, Word0 = circuit.Wire() }, [1, 2, 3, 4]);
        circuit.Sponge(new() { CarriesRate = true, Output0 = circuit.Wire(), Output1 = circuit.Wire(), OutputMask1 = WordMask.Base });
        circuit.Leaf(RowPattern.Base, MachineTests.RandomElements(random, 11), a, 5);
        circuit.Leaf(RowPattern.CubicPhase0, MachineTests.RandomElements(random, 21), b, 6);
        circuit.Leaf(RowPattern.Base, MachineTests.RandomElements(random, 1), c, 7);

        Slot index = circuit.Wire(), point = circuit.Wire(), root = circuit.Wire();
        circuit.Bits(0x1234_5678_9ABC_DEF5, position => new()
        {
            IsInIndex = position < IndexBits,
            PointFactor = (ulong)position + 2,
            PointContinues = position < 9,
            RootFactor = position < 3 ? 1UL << position : 0,
            RootContinues = position < 2,
            Index = position == 0 ? index : default,
            Point = position == 0 ? point : default,
            Root = position == 0 ? root : default,
        });
        return circuit.Build(parameters);
    }

    public static TestTables Create(int table, int constraint)
    {
        TestTables tables = Honest();
        switch (table)
        {
            case TestCircuit.ArithmeticTable:
                (int lane, int component) = Math.DivRem(constraint, 3);
                Add(tables.Arithmetic, 0, lane * ArithmeticColumns.LaneWidth + ArithmeticColumns.D + component);
                break;
            case TestCircuit.NodeTable when constraint < NodeColumns.SboxCount:
                // On a row of padding, whose output nobody reads.
                WrongPermutation.Write<Width8, WholeSbox>(tables.Nodes, tables.Nodes.RowCount - 1, constraint);
                break;
            case TestCircuit.NodeTable:
                ForgeNode(tables, constraint - NodeColumns.SboxCount);
                break;
            case TestCircuit.SpongeTable when constraint < SpongeColumns.SboxCount:
                WrongPermutation.Write<Width12, WholeSbox>(tables.Sponge, tables.Sponge.RowCount - 1, constraint);
                break;
            case TestCircuit.SpongeTable:
                ForgeSponge(tables, constraint - SpongeColumns.SboxCount);
                break;
            default:
                ForgeBits(tables, constraint);
                break;
        }

        tables.FillSinks();
        return tables;
    }

    /// <summary>The circuit's program with one constraint of one table left out.</summary>
    public static StarkProgram Weaken(StarkProgram program, int table, int constraint)
    {
        Table weak = table switch
        {
            TestCircuit.ArithmeticTable => Table.Of(new WithoutConstraint<ArithmeticAir>(new(TestCircuit.Lanes), constraint)),
            TestCircuit.NodeTable => Table.Of(new WithoutConstraint<NodeAir>(new(), constraint)),
            TestCircuit.SpongeTable => Table.Of(new WithoutConstraint<SpongeAir>(new(), constraint)),
            _ => Table.Of(new WithoutConstraint<BitAir>(new(), constraint)),
        };
        ProgramTable[] tables = [.. program.Tables];
        tables[table] = tables[table] with { Table = weak };
        return new(program.Name, program.Parameters, tables);
    }

    /// <summary>Computes a sponge row's S-boxes and sums from its inputs, factors and the next row's sums.</summary>
    public static void Recompute(TestTables tables, int row)
    {
        Poseidon2RowFiller.Fill<Width12, WholeSbox>(tables.Sponge, row, row + 1, VectorPath.Scalar);
        if (tables.Sponges[row].Pattern != RowPattern.None)
        {
            Resum(tables, row, keepsMiddle: false);
        }
    }

    /// <summary>The cells of a decomposition into <paramref name="bits"/>, which need be neither bits nor those of a number below p.</summary>
    /// <param name="change">Is given each row after it is written, from the last to the first.</param>
    public static void WriteBits(TestTables tables, IReadOnlyList<Goldilocks> bits, Action<int>? change = null)
    {
        (NativeMatrix trace, NativeMatrix fixedColumns) = (tables.BitTable, tables.Statement.Preprocessed[TestCircuit.BitTable]!);
        for (int row = BitGroup.Length - 1; row >= 0; row--)
        {
            Goldilocks bit = bits[row];
            trace[row, BitColumns.Bit] = bit;
            trace[row, BitColumns.Remainder] = bit + fixedColumns[row, BitColumns.RemainderFactor] * trace[row + 1, BitColumns.Remainder];
            trace[row, BitColumns.Index] = fixedColumns[row, BitColumns.IsInIndex] * bit
                + fixedColumns[row, BitColumns.IndexFactor] * trace[row + 1, BitColumns.Index];
            trace[row, BitColumns.Point] = Product(row, bit, BitColumns.Point, BitColumns.PointFactor, BitColumns.PointContinues);
            trace[row, BitColumns.Root] = Product(row, bit, BitColumns.Root, BitColumns.RootFactor, BitColumns.RootContinues);
            change?.Invoke(row);
        }

        SetValue(tables, trace[0, BitColumns.Remainder]);
        Goldilocks fromMax = trace[32, BitColumns.Remainder] - new Goldilocks(uint.MaxValue);
        trace[32, BitColumns.Inverse] = fromMax.IsZero ? Goldilocks.Zero : fromMax.Inverse();

        Goldilocks Product(int row, Goldilocks bit, int column, int factor, int continues) =>
            (Goldilocks.One + bit * fixedColumns[row, factor])
            * (Goldilocks.One + fixedColumns[row, continues] * (trace[row + 1, column] - Goldilocks.One));
    }

    /// <summary>The 64 bits of a number.</summary>
    public static Goldilocks[] BitsOf(ulong number) => [.. Enumerable.Range(0, 64).Select(i => new Goldilocks(number >> i & 1))];

    public static void Add(NativeMatrix trace, int row, int column) => trace[row, column] += Goldilocks.One;

    /// <summary>A node alone, then a path: a step, an injection, a last step.</summary>
    private static void AddNodes(TestCircuit circuit)
    {
        Digest left = new(1, 2, 3, 4), right = new(5, 6, 7, 8);
        circuit.Node(new() { Current = circuit.Wire(), Right = circuit.Wire(), Out = circuit.Wire() }, left, right, false, 0);
        circuit.Node(new() { IsStep = true, IsChained = true, IndexFactor = 2, Current = circuit.Wire(), Index = circuit.Wire() }, left, right, true, 3);
        Digest current = TreeHash.Node(left, right);
        circuit.Node(new() { IsChained = true, IndexFactor = 1, Right = circuit.Wire() }, current, right, false, 1);
        current = TreeHash.Node(current, right);
        circuit.Node(new() { IsStep = true, Out = circuit.Wire() }, left, current, true, 1);
    }

    private static void ForgeNode(TestTables tables, int constraint)
    {
        NativeMatrix nodes = tables.Nodes;
        switch (constraint)
        {
            case 0: // a last step that goes neither left nor right: current = left + 2·(right − left)
                Goldilocks half = new Goldilocks(2).Inverse();
                for (int i = 0; i < 4; i++)
                {
                    Goldilocks left = nodes[LastStep, i];
                    nodes[LastStep, NodeColumns.Right + i] = left + (nodes[LastStep, NodeColumns.Right + i] - left) * half;
                }

                nodes[LastStep, NodeColumns.Bit] = 2;
                nodes[LastStep, NodeColumns.Index] = 2;
                nodes[Injection, NodeColumns.Index] = 2;
                nodes[Injection - 1, NodeColumns.Index] = 5;
                FillNode(nodes, LastStep);
                break;
            case 1:
                Add(nodes, Injection - 1, NodeColumns.Index);
                break;
            default: // an injection into another digest than the step before it gave
                Add(nodes, Injection, NodeColumns.Left + constraint - 2);
                Digest output = TreeHash.Node(Digest(nodes, Injection, NodeColumns.Left), Digest(nodes, Injection, NodeColumns.Right));
                for (int i = 0; i < 4; i++)
                {
                    nodes[LastStep, NodeColumns.Right + i] = output[i];
                }

                FillNode(nodes, Injection);
                FillNode(nodes, LastStep);
                break;
        }
    }

    private static void ForgeSponge(TestTables tables, int constraint)
    {
        NativeMatrix sponge = tables.Sponge;
        switch (constraint)
        {
            case < 12: // an input that is not what the row before gave
                Add(sponge, CarriedRow, SpongeColumns.Input + constraint);
                Recompute(tables, CarriedRow);
                break;
            case < 19: // padding that is not zero, hashed and summed up
                Add(sponge, ShortLeaf, SpongeColumns.Input + 7 - (constraint - 12));
                Recompute(tables, ShortLeaf);
                break;
            case < 31: // (middle, sum) of the cubic factor, then of the base factor; three components each
                (int kind, int component) = Math.DivRem(constraint - 19, 3);
                int sum = kind < 2 ? SpongeColumns.CubicSum : SpongeColumns.BaseSum;
                bool isMiddle = kind % 2 == 0;
                Add(sponge, ShortLeaf, sum + (isMiddle ? 3 : 0) + component);
                if (isMiddle)
                {
                    Resum(tables, ShortLeaf, keepsMiddle: true);
                }

                break;
            default: // another factor from the second block on
                Add(sponge, LeafBlock1, SpongeColumns.CubicFactor + constraint - 31);
                Recompute(tables, LeafBlock1);
                Recompute(tables, LeafBlock0);
                break;
        }
    }

    private static void ForgeBits(TestTables tables, int constraint)
    {
        NativeMatrix trace = tables.BitTable;
        Goldilocks[] bits = [.. Enumerable.Range(0, BitGroup.Length).Select(row => trace[row, BitColumns.Bit])];
        switch (constraint)
        {
            case 0:
                bits[3] = 2;
                WriteBits(tables, bits);
                break;
            case 1:
                WriteBits(tables, bits, row => trace[row, BitColumns.Remainder] += row == 7 ? Goldilocks.One : Goldilocks.Zero);
                break;
            case 2:
                SetValue(tables, trace[0, BitColumns.Value] + Goldilocks.One);
                break;
            case 3: // 4 as 4 + p
                WriteBits(tables, BitsOf(Goldilocks.Modulus + 4));
                break;
            default:
                Add(trace, 0, constraint == 4 ? BitColumns.Index : constraint == 5 ? BitColumns.Point : BitColumns.Root);
                break;
        }
    }

    private static void SetValue(TestTables tables, Goldilocks value)
    {
        tables.BitTable[0, BitColumns.Value] = value;
        tables.BitTable[32, BitColumns.Value] = value;
    }

    private static void FillNode(NativeMatrix nodes, int row) =>
        Poseidon2RowFiller.Fill<Width8, WholeSbox>(nodes, row, row + 1, VectorPath.Scalar);

    private static Digest Digest(NativeMatrix nodes, int row, int column) =>
        new(nodes[row, column], nodes[row, column + 1], nodes[row, column + 2], nodes[row, column + 3]);

    private static void Resum(TestTables tables, int row, bool keepsMiddle)
    {
        NativeMatrix sponge = tables.Sponge;
        Cubic<Goldilocks> factor = Read(sponge, row, SpongeColumns.CubicFactor);
        Resum(tables, row, SpongeColumns.CubicSum, new CubicSumFactor<Goldilocks>(factor), keepsMiddle);
        Resum(tables, row, SpongeColumns.BaseSum, new BaseSumFactor<Goldilocks>(sponge[row, SpongeColumns.BaseFactor]), keepsMiddle);
    }

    private static void Resum<TFactor>(TestTables tables, int row, int column, TFactor factor, bool keepsMiddle)
        where TFactor : struct, ISumFactor<Goldilocks>
    {
        NativeMatrix sponge = tables.Sponge;
        Goldilocks[] cells = new Goldilocks[sponge.ColumnCount];
        sponge.CopyRow(row, cells);
        PatternSelectors<Goldilocks> pattern = PatternSelectors.Of(tables.Sponges[row].Pattern);
        Cubic<Goldilocks> rest = tables.Sponges[row].Continues ? Read(sponge, row + 1, column) : default;
        Cubic<Goldilocks> middle = keepsMiddle
            ? Read(sponge, row, column + 3)
            : SpongeSums.Half(pattern.AfterHalf, new(cells.AsSpan(4)), factor, rest);
        sponge.SetCells(row, column + 3, middle);
        sponge.SetCells(row, column, SpongeSums.Half(pattern, new(cells), factor, middle));
    }

    private static Cubic<Goldilocks> Read(NativeMatrix trace, int row, int column) =>
        new(trace[row, column], trace[row, column + 1], trace[row, column + 2]);
}
