using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Narrow;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Recursion.Tables;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>What a prover might try where one row of the circuit follows another: that the layout ties them together.</summary>
public sealed class NarrowAttemptTests
{
    /// <summary>The name of the constraint that rejects it; null where the words on the bus do.</summary>
    private static readonly Dictionary<string, (Action<NarrowCircuit, NarrowForger> Forge, string? Constraint)> Attempts = new()
    {
        ["an injection into another digest than the step before it gave"] = (
            (circuit, forger) =>
            {
                Replace(circuit, forger, NarrowExample.Injection, NarrowColumns.State);
                ContinuePath(circuit, forger);
            },
            "node: the next current digest is the output"),
        ["a last step from another digest than the relay's"] = (
            (circuit, forger) => Replace(circuit, forger, NarrowExample.Injection + 1, NarrowColumns.State + 4),
            "node: the next current digest is the relay's"),
        ["a path's first step from another digest than the leaf's"] = (
            (circuit, forger) =>
            {
                // The first step's bit is 1: the leaf is its right digest.
                Replace(circuit, forger, NarrowExample.Injection - 1, NarrowColumns.State + 4);
                forger.PermuteNode(NarrowExample.Injection, WrongSbox.None);
                ContinuePath(circuit, forger);
            },
            "node: the next current digest is the relay's"),
        ["a path's first step from another digest than the leaf's before it"] = (
            (circuit, forger) => Replace(circuit, forger, NarrowExample.LeafPath, NarrowColumns.State),
            "node: the next current digest is the relay's"),
        ["another index than that of a leaf's path"] = (
            (circuit, forger) => forger.SetIndex(circuit.RelayAfter(NarrowRowKind.Sponge1, NarrowExample.PathLeaf), 2),
            "node: the index is passed on"),
        ["a bit other than the index's"] = (
            (circuit, forger) => forger.SetIndex(circuit.Row(NarrowRowKind.Node1, NarrowExample.ShortPath) - 1, Goldilocks.Zero),
            "node: the index is passed on"),
        ["an index that changes within a path"] = (
            (circuit, forger) =>
            {
                // 3 = 1 + 2·1 at the first step becomes 5 = 1 + 2·2.
                int first = circuit.Row(NarrowRowKind.Node1, NarrowExample.Injection - 1);
                forger.SetIndex(first - 1, 5);
                circuit.Trace[first, NarrowColumns.Index] = 5;
                circuit.Trace[first + 1, NarrowColumns.Index] = 2;
            },
            "node: the index is passed on"),
        ["a bit that is one where nothing is chosen"] = (
            (circuit, forger) =>
            {
                // A plain node whose left digest is not the current one.
                int first = circuit.Row(NarrowRowKind.Node1, NarrowExample.PlainNode);
                circuit.Trace[first, NarrowColumns.Bit] = Goldilocks.One;
                circuit.Trace[first, NarrowColumns.Index] = Goldilocks.One;
            },
            "node: bit"),
        ["a second block that starts with an empty capacity"] = (
            (circuit, forger) =>
            {
                int first = circuit.Row(NarrowRowKind.Sponge1, NarrowExample.LeafBlock1);
                circuit.Trace.SetCells(first, NarrowSponges.Rate, new Goldilocks[4]);
                forger.PermuteSponge(NarrowExample.LeafBlock1, WrongSbox.None);
            },
            "sponge: the capacity is carried on"),
        ["another rate than the row before gave, without a relay between them"] = (
            (circuit, forger) =>
            {
                forger.Add(circuit.Row(NarrowRowKind.Sponge1, NarrowExample.AfterRelay - 1), 0);
                forger.PermuteSponge(NarrowExample.AfterRelay - 1, WrongSbox.None);
                int relay = circuit.RelayAfter(NarrowRowKind.Sponge1, NarrowExample.AfterRelay - 1);
                Goldilocks[] state = forger.Cells(relay, 0, 12);
                state[9] += 5;
                circuit.Trace.SetCells(relay + 1, 0, state);
                forger.PermuteSponge(NarrowExample.AfterRelay, WrongSbox.None);
            },
            "sponge: the rate is carried on"),
        ["sums of other elements than those that are hashed"] = (
            (circuit, forger) =>
            {
                int sum = circuit.Row(NarrowRowKind.Sum, NarrowExample.LongLeaf);
                forger.Add(sum + 1, 5);
                forger.Resum(sum + 1);
                forger.Resum(sum);
            },
            null),
        ["a sum that forgets the next row"] = (
            (circuit, forger) =>
            {
                int sum = circuit.Row(NarrowRowKind.Sum, NarrowExample.LongLeaf), column = NarrowColumns.Slot(SumColumns.CubicSumSlot);
                Goldilocks[] kept = forger.Cells(sum + 1, column, 8);
                circuit.Trace.SetCells(sum + 1, column, new Goldilocks[8]);
                forger.Resum(sum);
                circuit.Trace.SetCells(sum + 1, column, kept);
            },
            "sum: third word"),
        ["an index from the bits of x + p"] = ((_, forger) => forger.WriteBits(TableForgery.BitsOf(Goldilocks.Modulus + 4)), "bit: the lower half is zero then"),
        ["a bit of 3 in place of the two bits of 3"] = (
            (_, forger) =>
            {
                Goldilocks[] bits = TableForgery.BitsOf(0);
                bits[0] = 3;
                forger.WriteBits(bits);
            },
            "bit: is 0 or 1"),
        ["another value in a wire's second slot"] = (
            (circuit, forger) => forger.Add(forger.Middle, NarrowColumns.Slot(NarrowBitColumns.ValueSlot)),
            null),
    };

    public static TheoryData<string> Names => [.. Attempts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_refused(string attempt)
    {
        NarrowCircuit circuit = NarrowExample.Create();
        (Action<NarrowCircuit, NarrowForger> forge, string? constraint) = Attempts[attempt];
        forge(circuit, new(circuit));
        circuit.FillSinks();

        IReadOnlyList<TraceFault> faults = circuit.Faults();
        if (constraint is null)
        {
            Assert.NotEmpty(faults);
            Assert.All(faults, fault => Assert.IsType<UnbalancedMessage>(fault));
        }
        else
        {
            Assert.Equal([constraint], faults.Select(fault => Assert.IsType<UnsatisfiedConstraint>(fault).Fault.Name).Distinct());
        }
    }

    /// <summary>Another digest for a node, hashed.</summary>
    private static void Replace(NarrowCircuit circuit, NarrowForger forger, int node, int column)
    {
        forger.Add(circuit.Row(NarrowRowKind.Node1, node), column);
        forger.PermuteNode(node, WrongSbox.None);
    }

    /// <summary>The last step of the long path, from the injection's output.</summary>
    private static void ContinuePath(NarrowCircuit circuit, NarrowForger forger)
    {
        const int last = NarrowExample.Injection + 1;
        int relay = circuit.RelayAfter(NarrowRowKind.Node1, NarrowExample.Injection);
        circuit.Trace.SetCells(circuit.Row(NarrowRowKind.Node1, last), 4, forger.Cells(relay, 0, 4));
        forger.PermuteNode(last, WrongSbox.None);
    }
}
