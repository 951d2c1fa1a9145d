namespace Rollup.Crypto;

/// <summary>Several independent Goldilocks elements that are computed on at once, lane by lane.</summary>
/// <remarks>
/// Code written once against this interface is specialised by the JIT for AVX-512, AVX2 and plain words, and gives equal
/// elements on all three. <see cref="IAlgebra{TSelf}.From"/> puts one element into every lane. Lanes are canonical at all
/// times, so loading and storing are plain moves. A vector product has a latency of some 35 cycles: interleave four to
/// six independent ones where time matters.
/// </remarks>
public interface IPackedField<TSelf> :
    IAlgebra<TSelf>,
    IEquatable<TSelf>
    where TSelf : unmanaged, IPackedField<TSelf>
{
    /// <summary>Number of lanes: 1, 4 or 8.</summary>
    static abstract int Width { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf One { get; }

    /// <summary>Reads the first <see cref="Width"/> elements; lane 0 comes first.</summary>
    static abstract TSelf Load(ReadOnlySpan<Goldilocks> source);

    /// <summary>Reads <see cref="Width"/> elements at <paramref name="source"/>; no alignment is needed.</summary>
    static abstract unsafe TSelf Load(Goldilocks* source);

    /// <summary>The element at <paramref name="source"/> in every lane.</summary>
    static abstract unsafe TSelf Broadcast(Goldilocks* source);

    void Store(Span<Goldilocks> destination);

    unsafe void Store(Goldilocks* destination);

    TSelf Square();

    TSelf Double();

    /// <summary>2^48 times each element: 2^48 is a fourth root of unity, and shifts cost half a product.</summary>
    TSelf TimesFourthRoot();

    Goldilocks this[int lane] { get; }
}
