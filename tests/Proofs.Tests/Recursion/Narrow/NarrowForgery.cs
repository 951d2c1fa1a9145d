using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Narrow;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Forging;
using Rollup.Proofs.Tests.Recursion.Tables;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>For each constraint of the narrow table a change of <see cref="NarrowExample"/> that only this constraint rejects.</summary>
internal static class NarrowForgery
{
    /// <summary>The columns that must be zero in some row, as the AIR lists them.</summary>
    private static readonly int[] ZeroColumns = [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23, 27];

    /// <summary>Constraints by name and by their place among those of the same name.</summary>
    public static IReadOnlyList<(string Name, int Place)> Constraints { get; } = Number();

    public static NarrowCircuit Create(int constraint)
    {
        NarrowCircuit circuit = NarrowExample.Create();
        (string name, int place) = Constraints[constraint];
        Forge(circuit, new(circuit), name, place);
        circuit.FillSinks();
        return circuit;
    }

    /// <summary>The program with one constraint left out.</summary>
    public static StarkProgram Weaken(StarkProgram program, int constraint) => new(
        program.Name, program.Parameters, program.Tables[0] with { Table = Table.Of(new WithoutConstraint<NarrowAir>(new(), constraint)) });

    private static void Forge(NarrowCircuit circuit, NarrowForger forger, string name, int place)
    {
        switch (name[..name.IndexOf(':', StringComparison.Ordinal)])
        {
            case "S-box":
                ForgeSbox(forger, name, place);
                break;
            case "node":
                ForgeNode(circuit, forger, name, place);
                break;
            case "relay":
                ForgeRelay(circuit, forger, name, place);
                break;
            case "sponge":
                ForgeSponge(circuit, forger, name, place);
                break;
            case "sum":
                ForgeSum(circuit, forger, name, place);
                break;
            case "bit":
                ForgeBits(circuit, forger, name, place);
                break;
            case "operation":
                forger.Add(circuit.Row(NarrowRowKind.Operations, 0), NarrowColumns.Slot(place < 3 ? OperationSlots.D : OperationSlots.SecondD) + place % 3);
                break;
            default:
                ForgeZero(circuit, forger, ZeroColumns[place]);
                break;
        }
    }

    private static void ForgeSbox(NarrowForger forger, string name, int place)
    {
        // In the order of the AIR: the row of the permutation and the first of the columns; width 8, then width 12.
        (int Row, int Column, int Count)[] blocks = name switch
        {
            "S-box: partial round" => [(1, NarrowNodes.Node2Partial, 13), (0, NarrowNodes.Node1Partial, 8), (1, 12, 22)],
            "S-box: full round" => [(1, 8, 8), (0, 8, 8), (0, 16, 8), (1, 24, 8), (0, 32, 8), (0, 12, 12), (2, 24, 12), (0, 36, 12)],
            _ => [(0, WrongSbox.Last, 8), (1, WrongSbox.Last, 12), (0, WrongSbox.Last, 12)],
        };
        int nodeBlocks = name switch
        {
            "S-box: partial round" => 2,
            "S-box: full round" => 5,
            _ => 1,
        };
        int block = 0;
        while (place >= blocks[block].Count)
        {
            place -= blocks[block++].Count;
        }

        WrongSbox wrong = new(blocks[block].Row, blocks[block].Column + place);
        if (block < nodeBlocks)
        {
            forger.PermuteNode(NarrowExample.PlainNode, wrong);
        }
        else
        {
            forger.PermuteSponge(NarrowExample.ShortLeaf, wrong);
        }
    }

    private static void ForgeNode(NarrowCircuit circuit, NarrowForger forger, string name, int place)
    {
        int first = circuit.Row(NarrowRowKind.Node1, NarrowExample.ShortPath);
        int start = first - 1;
        switch (name)
        {
            case "node: the next current digest is the output":
                forger.PermuteNode(NarrowExample.PlainNode, new(1, WrongSbox.Last + place));
                break;
            case "node: the next current digest is the relay's":
                forger.Add(start, NarrowColumns.State + place);
                forger.Show(start, []);
                break;
            case "node: bit": // neither left nor right: current = left + 2·(right − left)
                Goldilocks half = new Goldilocks(2).Inverse();
                for (int i = 0; i < 4; i++)
                {
                    Goldilocks left = circuit.Trace[first, i];
                    circuit.Trace[first, 4 + i] = left + (circuit.Trace[first, 4 + i] - left) * half;
                }

                circuit.Trace[first, NarrowColumns.Bit] = 2;
                circuit.Trace[first, NarrowColumns.Index] = 2;
                forger.SetIndex(start, 2);
                forger.PermuteNode(NarrowExample.ShortPath, WrongSbox.None);
                break;
            case "node: index":
                forger.Add(first, NarrowColumns.Index);
                forger.SetIndex(start, circuit.Trace[first, NarrowColumns.Index]);
                break;
            case "node: the index is passed on":
                forger.SetIndex(start, circuit.Trace[start, NarrowColumns.Index] + Goldilocks.One);
                break;
            default: // the left digest is passed on
                int plain = circuit.Row(NarrowRowKind.Node1, NarrowExample.PlainNode);
                forger.Add(plain + 1, NarrowColumns.Left + place);
                forger.Add(plain + 2, NarrowColumns.State + place);
                forger.Show(plain + 2, []);
                break;
        }
    }

    private static void ForgeRelay(NarrowCircuit circuit, NarrowForger forger, string name, int place)
    {
        int relay = circuit.RelayAfter(NarrowRowKind.Sponge1, NarrowExample.AfterRelay);
        switch (name)
        {
            case "relay: bit": // shows any digest: the bit says that it is the other one that follows from the node before
                int output = circuit.RelayAfter(NarrowRowKind.Node1, NarrowExample.PlainNode);
                Goldilocks[] digest = forger.Cells(output, 0, 4);
                circuit.Trace[output, NarrowColumns.Bit] = Goldilocks.One;
                forger.Show(output, [digest[0] + Goldilocks.One, .. digest[1..], .. digest]);
                break;
            case "relay: index":
                forger.Add(circuit.Row(NarrowRowKind.Node1, NarrowExample.ShortPath) - 1, NarrowColumns.Slot(RelaySlots.Index));
                break;
            case "relay: output word":
                forger.Add(relay, NarrowColumns.Slot(RelaySlots.Output0) + place);
                break;
            default: // the state is carried on, rate or capacity
                int element = name == "relay: the rate is carried on" ? place : NarrowSponges.Rate + place;
                forger.Add(circuit.Row(NarrowRowKind.Sponge1, NarrowExample.AfterRelay), NarrowColumns.State + element);
                forger.PermuteSponge(NarrowExample.AfterRelay, WrongSbox.None);
                break;
        }
    }

    private static void ForgeSponge(NarrowCircuit circuit, NarrowForger forger, string name, int place)
    {
        int first = circuit.Row(NarrowRowKind.Sponge1, NarrowExample.ShortLeaf);
        switch (name)
        {
            case "sponge: the rate is carried on":
                forger.PermuteSponge(NarrowExample.ShortLeaf, new(2, WrongSbox.Last + place));
                break;
            case "sponge: the capacity is carried on":
                forger.PermuteSponge(NarrowExample.ShortLeaf, new(2, WrongSbox.Last + NarrowSponges.Rate + place));
                break;
            case "sponge: the capacity at the start":
                forger.Add(first, NarrowColumns.State + NarrowSponges.Rate + place);
                forger.PermuteSponge(NarrowExample.ShortLeaf, WrongSbox.None);
                break;
            default: // padding that is not zero, hashed and, if it belongs to the first word, summed up; elements 1 to 7
                int sum = circuit.Row(NarrowRowKind.Sum, NarrowExample.ShortLeaf);
                forger.Add(first, NarrowColumns.State + 1 + place);
                forger.PermuteSponge(NarrowExample.ShortLeaf, WrongSbox.None);
                if (place < 3)
                {
                    forger.Add(sum, 1 + place);
                    forger.Resum(sum);
                }

                break;
        }
    }

    /// <summary>Words and factors: first the three coefficients of the cubic sum, then of the base sum.</summary>
    private static void ForgeSum(NarrowCircuit circuit, NarrowForger forger, string name, int place)
    {
        int row = circuit.Row(NarrowRowKind.Sum, NarrowExample.LongLeaf);
        bool isCubic = place < 3;
        int middles = (isCubic ? SumColumns.CubicMiddles : SumColumns.BaseMiddles) + place % 3;
        switch (name)
        {
            case "sum: third word": // of the last row, so that only sums follow from it
                forger.Add(row, middles + 3);
                ResumSecond(circuit, row, isCubic);
                forger.Resum(row, keepsMiddles: true);
                break;
            case "sum: second word":
                forger.Add(row, middles);
                forger.Resum(row, keepsMiddles: true);
                break;
            case "sum: first word":
                forger.Add(row, NarrowColumns.Slot(isCubic ? SumColumns.CubicSumSlot : SumColumns.BaseSumSlot) + place % 3);
                break;
            case "sum: no second word": // nor a third, where there is only one
                forger.Add(circuit.Row(NarrowRowKind.Sum, NarrowExample.ShortLeaf), NarrowColumns.Slot(1) + place);
                forger.Resum(circuit.Row(NarrowRowKind.Sum, NarrowExample.ShortLeaf));
                break;
            case "sum: no third word":
                forger.Add(circuit.Row(NarrowRowKind.Sum, NarrowExample.ShortLeaf), NarrowColumns.Slot(2) + place);
                forger.Resum(circuit.Row(NarrowRowKind.Sum, NarrowExample.ShortLeaf));
                break;
            default: // another factor from the second row on
                forger.Add(
                    row + 1, NarrowColumns.Slot(name == "sum: the cubic factor stays" ? SumColumns.CubicFactorSlot : SumColumns.BaseFactorSlot) + place);
                forger.Resum(row + 1);
                forger.Resum(row);
                break;
        }
    }

    /// <summary>The sum from a row's second word on, from the third's.</summary>
    private static void ResumSecond(NarrowCircuit circuit, int row, bool isCubic)
    {
        PatternSelectors<Goldilocks> second = PatternSelectors.Of(RowPattern.CubicPhase1);
        int column = isCubic ? SumColumns.CubicMiddles : SumColumns.BaseMiddles;
        HalfBlock<Goldilocks> word = new([.. Enumerable.Range(4, 4).Select(i => circuit.Trace[row, i])]);
        Cubic<Goldilocks> rest = Read(column + 3), u = Read(NarrowColumns.Slot(SumColumns.CubicFactorSlot));
        BaseSumFactor<Goldilocks> v = new(circuit.Trace[row, NarrowColumns.Slot(SumColumns.BaseFactorSlot)]);
        circuit.Trace.SetCells(
            row, column, isCubic ? SpongeSums.Half(second, word, new CubicSumFactor<Goldilocks>(u), rest) : SpongeSums.Half(second, word, v, rest));

        Cubic<Goldilocks> Read(int at) => new(circuit.Trace[row, at], circuit.Trace[row, at + 1], circuit.Trace[row, at + 2]);
    }

    private static void ForgeBits(NarrowCircuit circuit, NarrowForger forger, string name, int place)
    {
        int first = circuit.Row(NarrowRowKind.Bits, 0);
        Goldilocks[] bits = [.. Enumerable.Range(0, BitGroup.Length).Select(circuit.Bit)];
        switch (name)
        {
            case "bit: is 0 or 1":
                bits[place == 0 ? 3 : 40 + place] = 2; // of a row with one bit, or one of the other seven of a packed row
                forger.WriteBits(bits);
                break;
            case "bit: remainder":
                forger.WriteBits(bits, (position, row) => circuit.Trace[row, NarrowBitColumns.Remainder] += position == 7 ? Goldilocks.One : Goldilocks.Zero);
                break;
            case "bit: the first remainder is the value":
                forger.SetValue(circuit.Trace[first, NarrowColumns.Slot(NarrowBitColumns.ValueSlot)] + Goldilocks.One);
                break;
            case "bit: whether the upper half is all ones": // said of 5·2^32, whose lower half is zero
                forger.WriteBits(BitsOf(5UL << 32));
                circuit.Trace[forger.Middle, NarrowBitColumns.Inverse] = Goldilocks.Zero;
                break;
            case "bit: the lower half is zero then": // 4 as 4 + p
                forger.WriteBits(BitsOf(Goldilocks.Modulus + 4));
                break;
            case "bit: index":
                forger.Add(first, NarrowColumns.Slot(NarrowBitColumns.IndexSlot));
                break;
            default:
                forger.Add(first, NarrowColumns.Slot(place == 0 ? NarrowBitColumns.PointSlot : NarrowBitColumns.RootSlot));
                break;
        }
    }

    private static void ForgeZero(NarrowCircuit circuit, NarrowForger forger, int column)
    {
        const int unusedBit = 5;
        int row = column switch
        {
            < 16 => circuit.Row(NarrowRowKind.Bits, unusedBit),
            17 or 18 => circuit.Row(NarrowRowKind.Sum, NarrowExample.ShortLeaf),
            21 or 22 or 23 => circuit.RelayAfter(NarrowRowKind.Sponge1, NarrowExample.AfterRelay),
            _ => circuit.Row(NarrowRowKind.Operations, 0),
        };
        forger.Add(row, column);
    }

    private static Goldilocks[] BitsOf(ulong number) => TableForgery.BitsOf(number);

    private static List<(string Name, int Place)> Number()
    {
        Dictionary<string, int> counts = [];
        List<(string, int)> constraints = [];
        foreach (ConstraintShape constraint in AirShape.Of(new NarrowAir()).Constraints)
        {
            int place = counts.GetValueOrDefault(constraint.Name);
            constraints.Add((constraint.Name, place));
            counts[constraint.Name] = place + 1;
        }

        return constraints;
    }
}
