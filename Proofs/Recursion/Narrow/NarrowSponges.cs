using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Constraints of sponges: rows Sponge1 … Sponge3, and relays that show a state.</summary>
internal static class NarrowSponges
{
    public const int Rate = 8;

    public static void Eval<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Permutation(ref builder, rows);
        Start(ref builder, rows);
        Padding(ref builder, rows);
        Relay(ref builder, rows);
    }

    private static void Permutation<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2State<TExpr> buffer = default;
        Poseidon2State<TExpr> outputBuffer = default;
        Span<TExpr> state = buffer.Elements(Width12.Value);
        Span<TExpr> output = outputBuffer.Elements(Width12.Value);
        int results = NarrowColumns.State + Width12.Value;

        NarrowRounds.Read(ref builder, state);
        Poseidon2Layers.External(state);
        NarrowRounds.Partial<Width12, TBuilder, TExpr>(ref builder, rows.Sponge2, 0, Poseidon2Constants.PartialRounds, results, state);
        NarrowRounds.FullAfterPartial<Width12, TExpr>(state);
        NarrowRounds.PassOn<TBuilder, TExpr>(ref builder, rows.Sponge2, state);

        // The third row does rounds 5 to 7 as the first does 0 to 2, in the same columns.
        TExpr firstOrLast = rows.Sponge1 + rows.Sponge3;
        NarrowRounds.Read(ref builder, state);
        NarrowRounds.Full<Width12, TExpr>([(rows.Sponge1, 0), (rows.Sponge3, 5)], state);
        NarrowRounds.Commit(ref builder, firstOrLast, results, state);
        NarrowRounds.Full<Width12, TExpr>([(rows.Sponge1, 1), (rows.Sponge3, 6)], state);
        NarrowRounds.Commit(ref builder, firstOrLast, results + Width12.Value, state);
        NarrowRounds.Full<Width12, TExpr>([(rows.Sponge1, 2), (rows.Sponge3, 7)], state);
        state.CopyTo(output);
        NarrowRounds.Commit(ref builder, rows.Sponge1, results + 2 * Width12.Value, state);
        NarrowRounds.Full<Width12, TExpr>([(rows.Sponge1, 3)], state);
        NarrowRounds.PassOn<TBuilder, TExpr>(ref builder, rows.Sponge1, state);

        Poseidon2Layers.External(output);
        TExpr carriesRate = builder.Preprocessed(NarrowPreprocessedColumns.CarriesRate);
        for (int i = 0; i < Rate; i++)
        {
            builder.AssertZero(carriesRate * (builder.MainNext(NarrowColumns.State + i) - output[i]), "sponge: the rate is carried on");
        }

        for (int i = Rate; i < Width12.Value; i++)
        {
            TExpr next = builder.MainNext(NarrowColumns.State + i) - Capacity<TBuilder, TExpr>(ref builder, i);
            builder.AssertZero(rows.Sponge3 * (next - output[i]), "sponge: the capacity is carried on");
        }
    }

    private static void Start<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr starts = rows.Sponge1 * builder.Parameter<TBuilder, TExpr>(StateParameters.Capacity);
        for (int i = Rate; i < Width12.Value; i++)
        {
            TExpr element = builder.Main(NarrowColumns.State + i);
            builder.AssertZero(starts * (element - Capacity<TBuilder, TExpr>(ref builder, i)), "sponge: the capacity at the start");
        }
    }

    /// <summary>The last elements of a block are zero: element j if there are at least 8 − j of them, a product in the count's bits.</summary>
    private static void Padding<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr bit0 = builder.Parameter<TBuilder, TExpr>(StateParameters.Padding);
        TExpr bit1 = builder.Parameter<TBuilder, TExpr>(StateParameters.Padding + 1);
        TExpr bit2 = builder.Parameter<TBuilder, TExpr>(StateParameters.Padding + 2);
        TExpr both = bit0 * bit1;
        TExpr either = bit0 + bit1 - both;

        TExpr gate = rows.Sponge1;
        AssertZero(ref builder, 1, gate * bit2 * both);
        AssertZero(ref builder, 2, gate * bit2 * bit1);
        AssertZero(ref builder, 3, gate * bit2 * either);
        AssertZero(ref builder, 4, gate * bit2);
        AssertZero(ref builder, 5, gate * (bit2 + both - bit2 * both));
        AssertZero(ref builder, 6, gate * (bit2 + bit1 - bit2 * bit1));
        AssertZero(ref builder, 7, gate * (one - (one - bit2) * (one - either)));

        static void AssertZero(ref TBuilder builder, int element, TExpr isPadding) =>
            builder.AssertZero(isPadding * builder.Main(NarrowColumns.State + element), "sponge: padding");
    }

    /// <summary>A relay shows the words that are asked for, and hands the state on if the sponge continues.</summary>
    private static void Relay<TBuilder, TExpr>(ref TBuilder builder, in NarrowSelectors<TExpr> rows)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr carriesRate = rows.Relay * builder.Parameter<TBuilder, TExpr>(StateParameters.CarriesRate);
        TExpr continues = rows.Relay * builder.Parameter<TBuilder, TExpr>(StateParameters.Capacity);
        for (int i = 0; i < Width12.Value; i++)
        {
            TExpr element = builder.Main(NarrowColumns.State + i);
            TExpr next = builder.MainNext(NarrowColumns.State + i);
            if (i < Rate)
            {
                builder.AssertZero(carriesRate * (next - element), "relay: the rate is carried on");
            }
            else
            {
                builder.AssertZero(
                    continues * (next - Capacity<TBuilder, TExpr>(ref builder, i) - element), "relay: the capacity is carried on");
            }
        }

        TExpr one = TExpr.From(Goldilocks.One);
        TExpr shows12 = builder.Parameter<TBuilder, TExpr>(StateParameters.Shows12);
        TExpr shows3 = builder.Parameter<TBuilder, TExpr>(StateParameters.Shows3);
        TExpr shows56 = builder.Parameter<TBuilder, TExpr>(StateParameters.Shows56);
        int word0 = NarrowColumns.Slot(RelaySlots.Output0);
        int word1 = NarrowColumns.Slot(RelaySlots.Output1);
        AssertShown(ref builder, rows.Relay, word0, 0, one);
        AssertShown(ref builder, rows.Relay, word0 + 1, 1, shows12);
        AssertShown(ref builder, rows.Relay, word0 + 2, 2, shows12);
        AssertShown(ref builder, rows.Relay, word0 + 3, 3, shows3);
        AssertShown(ref builder, rows.Relay, word1, 4, one);
        AssertShown(ref builder, rows.Relay, word1 + 1, 5, shows56);
        AssertShown(ref builder, rows.Relay, word1 + 2, 6, shows56);

        static void AssertShown(ref TBuilder builder, TExpr isRelay, int column, int element, TExpr isShown) =>
            builder.AssertZero(isRelay * (builder.Main(column) - isShown * builder.Main(NarrowColumns.State + element)), "relay: output word");
    }

    /// <summary>The constant of a capacity element; elements 10 and 11 have none.</summary>
    private static TExpr Capacity<TBuilder, TExpr>(ref TBuilder builder, int element)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        element switch
        {
            Rate => builder.Parameter<TBuilder, TExpr>(StateParameters.Capacity8),
            Rate + 1 => builder.Parameter<TBuilder, TExpr>(StateParameters.Capacity9),
            _ => TExpr.From(Goldilocks.Zero),
        };
}
