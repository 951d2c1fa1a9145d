using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Constraints of nodes and paths: rows Node1 … Node3, and relays that begin or end a path.</summary>
internal static class NarrowNodes
{
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

        NarrowRounds.Partial<Width8, TBuilder, TExpr>(ref builder, rows.Node2, state);

        TExpr firstOrLast = rows.Node1 + rows.Node3;
        NarrowRounds.Read(ref builder, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 0), (rows.Node3, 5)], state);
        NarrowRounds.Commit(ref builder, firstOrLast, NarrowColumns.State + Width8.Value, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 1), (rows.Node3, 6)], state);
        NarrowRounds.Commit(ref builder, firstOrLast, NarrowColumns.State + 2 * Width8.Value, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 2), (rows.Node3, 7)], state);
        state.CopyTo(output);
        NarrowRounds.Commit(ref builder, rows.Node1, NarrowColumns.State + 3 * Width8.Value, state);
        NarrowRounds.Full<Width8, TExpr>([(rows.Node1, 3)], state);
        NarrowRounds.PassOn<TBuilder, TExpr>(ref builder, rows.Node1, state);

        Poseidon2Layers.External(output);
        TExpr leadsToNode = rows.Relay * builder.Parameter<TBuilder, TExpr>(StateParameters.LeadsToNode);
        for (int i = 0; i < DigestLength; i++)
        {
            TExpr nextCurrent = NextCurrent<TBuilder, TExpr>(ref builder, i);
            builder.AssertZero(
                rows.Node3 * (nextCurrent - output[i] - builder.Main(NarrowColumns.Left + i)), "node: the next current digest is the output");
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
        builder.AssertZero((rows.Node2 + rows.Node3 + rows.Relay * leadsToNode) * (index - nextIndex), "node: the index is passed on");
        builder.AssertZero(rows.Relay * (builder.Main(NarrowColumns.Slot(RelaySlots.Index)) - index), "relay: index");

        for (int i = 0; i < DigestLength; i++)
        {
            builder.AssertZero(
                rows.Node1 * builder.Main(NarrowColumns.State + i)
                + rows.Node2 * builder.Main(NarrowColumns.Left + i)
                - (rows.Node1 + rows.Node2) * builder.MainNext(NarrowColumns.Left + i),
                "node: the left digest is passed on");
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
