using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Where the slots of a wire agree on its word: (address, four elements).</summary>
/// <remarks>
/// Addresses and multiplicities are preprocessed, so the prover has no say in them, and a bound would guard nothing. Per
/// address the multiplicities add up to zero: n − 1 at the owner and −1 at each of the n − 1 others. If some slot holds
/// another word than the owner, the slots with the owner's word add up to more than zero and to less than p, so that
/// word is out of balance.
/// </remarks>
public static class WireBus
{
    /// <summary>Elements of a word.</summary>
    public const int WordLength = 4;

    /// <summary>Preprocessed columns of a slot: its address, then its multiplicity.</summary>
    internal const int SlotWidth = 2;

    public static readonly Bus Wires = new(1, "wires", Width: 1 + WordLength);

    /// <summary>The message of a slot whose preprocessed columns start at <paramref name="slot"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Hold<TBuilder, TExpr>(this ref TBuilder builder, int slot, TExpr word0, TExpr word1, TExpr word2, TExpr word3)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Provide(Wires, builder.Preprocessed(slot + 1), builder.Preprocessed(slot), word0, word1, word2, word3);

    /// <summary>The same for the word (value, 0, 0, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Hold<TBuilder, TExpr>(this ref TBuilder builder, int slot, TExpr value)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr zero = TExpr.From(Goldilocks.Zero);
        builder.Hold(slot, value, zero, zero, zero);
    }

    /// <summary>The same for the word (c₀, c₁, c₂, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Hold<TBuilder, TExpr>(this ref TBuilder builder, int slot, Cubic<TExpr> value)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Hold(slot, value.C0, value.C1, value.C2, TExpr.From(Goldilocks.Zero));
}
