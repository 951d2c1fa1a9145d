using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Buses;

/// <summary>Elements c0 + c1·X + c2·X² of the cubic extension, one per lane.</summary>
/// <remarks>The scalar twin is <see cref="GoldilocksCubic"/>.</remarks>
internal readonly struct PackedCubic<TPacked>(TPacked c0, TPacked c1, TPacked c2) : IAlgebra<PackedCubic<TPacked>>
    where TPacked : unmanaged, IPackedField<TPacked>
{
    public readonly TPacked C0 = c0;

    public readonly TPacked C1 = c1;

    public readonly TPacked C2 = c2;

    /// <summary>The same element in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> From(GoldilocksCubic value) =>
        new(TPacked.From(value.C0), TPacked.From(value.C1), TPacked.From(value.C2));

    public static PackedCubic<TPacked> From(Goldilocks value) => new(TPacked.From(value), TPacked.Zero, TPacked.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> operator +(PackedCubic<TPacked> left, PackedCubic<TPacked> right) =>
        new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> operator -(PackedCubic<TPacked> left, PackedCubic<TPacked> right) =>
        new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2);

    public static PackedCubic<TPacked> operator -(PackedCubic<TPacked> value) => new(-value.C0, -value.C1, -value.C2);

    /// <summary>Karatsuba: six products; reduced with X³ = X + 1 and X⁴ = X² + X.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> operator *(PackedCubic<TPacked> left, PackedCubic<TPacked> right)
    {
        TPacked p00 = left.C0 * right.C0;
        TPacked p11 = left.C1 * right.C1;
        TPacked p22 = left.C2 * right.C2;
        TPacked p01 = (left.C0 + left.C1) * (right.C0 + right.C1) - p00 - p11;
        TPacked p02 = (left.C0 + left.C2) * (right.C0 + right.C2) - p00 - p22;
        TPacked p12 = (left.C1 + left.C2) * (right.C1 + right.C2) - p11 - p22;
        return new(p00 + p12, p01 + p12 + p22, p02 + p11 + p22);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> operator *(PackedCubic<TPacked> left, TPacked right) =>
        new(left.C0 * right, left.C1 * right, left.C2 * right);

    public static PackedCubic<TPacked> operator *(PackedCubic<TPacked> left, Goldilocks right) => left * TPacked.From(right);

    public GoldilocksCubic this[int lane] => new(C0[lane], C1[lane], C2[lane]);
}
