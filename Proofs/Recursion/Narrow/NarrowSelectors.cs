using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>Factors that vanish on all rows but those of one kind.</summary>
internal readonly struct NarrowSelectors<TExpr>
    where TExpr : struct, IAlgebra<TExpr>
{
    public required TExpr Node1 { get; init; }

    public required TExpr Node2 { get; init; }

    public required TExpr Sponge1 { get; init; }

    public required TExpr Sponge2 { get; init; }

    public required TExpr Sponge3 { get; init; }

    public required TExpr Sum { get; init; }

    /// <summary>2 on relays. Degree 2.</summary>
    public required TExpr Relay { get; init; }

    /// <summary>2 on bits. Degree 2.</summary>
    public required TExpr Bits { get; init; }

    /// <summary>Degree 2.</summary>
    public required TExpr Operations { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowSelectors<TExpr> Read<TBuilder>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr relayOrBits = builder.Preprocessed(NarrowPreprocessedColumns.RelayOrBits);
        TExpr sum = builder.Preprocessed(NarrowPreprocessedColumns.Sum);
        TExpr others = sum + relayOrBits * relayOrBits;
        for (int i = 0; i < NarrowPreprocessedColumns.PermutationCount; i++)
        {
            others += builder.Preprocessed(NarrowPreprocessedColumns.Permutation + i);
        }

        return new()
        {
            Node1 = Of(ref builder, NarrowRowKind.Node1),
            Node2 = Of(ref builder, NarrowRowKind.Node2),
            Sponge1 = Of(ref builder, NarrowRowKind.Sponge1),
            Sponge2 = Of(ref builder, NarrowRowKind.Sponge2),
            Sponge3 = Of(ref builder, NarrowRowKind.Sponge3),
            Sum = sum,
            Relay = relayOrBits * (relayOrBits + one),
            Bits = relayOrBits * (relayOrBits - one),
            Operations = one - others,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TExpr Of<TBuilder>(ref TBuilder builder, NarrowRowKind kind)
        where TBuilder : struct, IAirBuilder<TExpr> =>
        builder.Preprocessed(NarrowPreprocessedColumns.Selector(kind));
}
