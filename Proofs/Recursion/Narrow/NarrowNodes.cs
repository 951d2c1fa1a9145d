using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Constraints of nodes and paths: rows Node1 and Node2, and relays that begin or end a path.</summary>
internal static class NarrowNodes
{
    /// <summary>The last of them has no column.</summary>
    public const int PartialRoundsOfNode1 = 9;

    /// <summary>Results of partial rounds on the first row, after those of full rounds 0 to 3.</summary>
    public const int Node1Partial = NarrowColumns.State + 5 * 8;

    /// <summary>Results of partial rounds on the second row, after those of full rounds 4 to 6.</summary>
    public const int Node2Partial = NarrowColumns.State + 4 * 8;

    private const int DigestLength = 4;

    public static void Eval<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Permutation(ref builder, rows);
        Path(ref builder, rows);
    }

    private static void Permutation<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2State<TExpr> buffer = default;
        Poseidon2State<TExpr> outputBuffer = default;
        Span<TExpr> state = buffer.Elements(Width8.Value);
        Span<TExpr> output = outputBuffer.Elements(Width8.Value);
        int results = NarrowColumns.State + Width8.Value;

        NarrowRounds.Read(ref builder, state);
        NarrowRounds.Partial<Width8, TBuilder, TExpr>(
            ref builder, rows.Node2, PartialRoundsOfNode1, Poseidon2Constants.PartialRounds - PartialRoundsOfNode1, Node2Partial, state);
        NarrowRounds.FullAfterPartial<Width8, TExpr>(state);
        NarrowRounds.Commit(ref builder, rows.Node2, results, state);

        NarrowRounds.Read(ref builder, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 0)], state);
        NarrowRounds.Commit(ref builder, rows.Node1, results, state);

        // From here on the second row does rounds 5 to 7 as the first does 1 to 3, in the same columns.
        TExpr either = rows.Node1 + rows.Node2;
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 1), (rows.Node2, 5)], state);
        NarrowRounds.Commit(ref builder, either, results + Width8.Value, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 2), (rows.Node2, 6)], state);
        NarrowRounds.Commit(ref builder, either, results + 2 * Width8.Value, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 3), (rows.Node2, 7)], state);
        state.CopyTo(output);

        NarrowRounds.Commit(ref builder, rows.Node1, results + 3 * Width8.Value, state);
        Poseidon2Layers.External(state);
        NarrowRounds.Partial<Width8, TBuilder, TExpr>(ref builder, rows.Node1, 0, PartialRoundsOfNode1 - 1, Node1Partial, state);
        NarrowRounds.LastPartial<Width8, TExpr>(PartialRoundsOfNode1 - 1, state);
        NarrowRounds.PassOn<TBuilder, TExpr>(ref builder, rows.Node1, state);

        Poseidon2Layers.External(output);
        TExpr leadsToNode = rows.Relay * builder.Parameter<TBuilder, TExpr>(StateParameters.LeadsToNode);
        for (int i = 0; i < DigestLength; i++)
        {
            TExpr nextCurrent = NextCurrent<TBuilder, TExpr>(ref builder, i);
            builder.AssertZero(
                rows.Node2 * (nextCurrent - output[i] - builder.Main(NarrowColumns.Left + i)), "node: the next current digest is the output");
            builder.AssertZero(
                leadsToNode * (nextCurrent - builder.Main(NarrowColumns.State + i)), "node: the next current digest is the relay's");
        }
    }

    private static void Path<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr bit = builder.Main(NarrowColumns.Bit);
        TExpr step = builder.Parameter<TBuilder, TExpr>(NodeParameters.Step);
        builder.AssertZero(rows.Node1 * bit * (bit - step), "node: bit");
        builder.AssertZero(rows.Relay * bit, "relay: bit");

        TExpr index = builder.Main(NarrowColumns.Index);
        TExpr nextIndex = builder.MainNext(NarrowColumns.Index);
        TExpr indexFactor = builder.Parameter<TBuilder, TExpr>(NodeParameters.IndexFactor);
        TExpr leadsToNode = builder.Parameter<TBuilder, TExpr>(StateParameters.LeadsToNode);
        builder.AssertZero(rows.Node1 * (index - bit - indexFactor * nextIndex), "node: index");
        builder.AssertZero((rows.Node2 + rows.Relay * leadsToNode) * (index - nextIndex), "node: the index is passed on");
        builder.AssertZero(rows.Relay * (builder.Main(NarrowColumns.Slot(RelaySlots.Index)) - index), "relay: index");

        for (int i = 0; i < DigestLength; i++)
        {
            builder.AssertZero(
                rows.Node1 * (builder.MainNext(NarrowColumns.Left + i) - builder.Main(NarrowColumns.State + i)), "node: the left digest is passed on");
        }
    }

    /// <summary>left + bit·(right − left) of the next row. A relay's bit is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr NextCurrent<TBuilder, TExpr>(ref TBuilder builder, int element)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr left = builder.MainNext(NarrowColumns.State + element);
        TExpr right = builder.MainNext(NarrowColumns.State + DigestLength + element);
        return left + builder.MainNext(NarrowColumns.Bit) * (right - left);
    }
}
