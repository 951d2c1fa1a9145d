using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>An element c0 + c1·X + … + c4·X⁴ of F⁵ = F[X]/(X⁵ − 3): the coordinate field of ecGFp5.</summary>
/// <remarks>Pornin, "EcGFp5: a Specialized Elliptic Curve", ePrint 2022/274. Timing depends on the values: public inputs only.</remarks>
public readonly partial struct GoldilocksQuintic(Goldilocks c0, Goldilocks c1, Goldilocks c2, Goldilocks c3, Goldilocks c4)
    : IExtensionField<GoldilocksQuintic>
{
    public Goldilocks C0 { get; } = c0;

    public Goldilocks C1 { get; } = c1;

    public Goldilocks C2 { get; } = c2;

    public Goldilocks C3 { get; } = c3;

    public Goldilocks C4 { get; } = c4;

    public static GoldilocksQuintic Zero => default;

    public static GoldilocksQuintic One => new(Goldilocks.One, default, default, default, default);

    public static int Degree => 5;

    public bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero && C3.IsZero && C4.IsZero;

    public Goldilocks this[int index] => index switch
    {
        0 => C0,
        1 => C1,
        2 => C2,
        3 => C3,
        4 => C4,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A quintic element has five coefficients."),
    };

    public static GoldilocksQuintic From(Goldilocks value) => new(value, default, default, default, default);

    public static GoldilocksQuintic From(ReadOnlySpan<Goldilocks> c) => new(c[0], c[1], c[2], c[3], c[4]);

    public static implicit operator GoldilocksQuintic(Goldilocks value) => From(value);

    public void CopyTo(Span<Goldilocks> destination) =>
        (destination[0], destination[1], destination[2], destination[3], destination[4]) = (C0, C1, C2, C3, C4);

    public static GoldilocksQuintic operator +(GoldilocksQuintic a, GoldilocksQuintic b) =>
        new(a.C0 + b.C0, a.C1 + b.C1, a.C2 + b.C2, a.C3 + b.C3, a.C4 + b.C4);

    public static GoldilocksQuintic operator -(GoldilocksQuintic a, GoldilocksQuintic b) =>
        new(a.C0 - b.C0, a.C1 - b.C1, a.C2 - b.C2, a.C3 - b.C3, a.C4 - b.C4);

    public static GoldilocksQuintic operator -(GoldilocksQuintic a) => new(-a.C0, -a.C1, -a.C2, -a.C3, -a.C4);

    /// <summary>Schoolbook product with X⁵ = 3; each coefficient is summed over 192 bits and reduced once.</summary>
    public static GoldilocksQuintic operator *(GoldilocksQuintic a, GoldilocksQuintic b)
    {
        Goldilocks b1 = Triple(b.C1), b2 = Triple(b.C2), b3 = Triple(b.C3), b4 = Triple(b.C4);
        return new(
            WideSum.Of(a.C0, b.C0).Add(a.C1, b4).Add(a.C2, b3).Add(a.C3, b2).Add(a.C4, b1).Reduce(),
            WideSum.Of(a.C0, b.C1).Add(a.C1, b.C0).Add(a.C2, b4).Add(a.C3, b3).Add(a.C4, b2).Reduce(),
            WideSum.Of(a.C0, b.C2).Add(a.C1, b.C1).Add(a.C2, b.C0).Add(a.C3, b4).Add(a.C4, b3).Reduce(),
            WideSum.Of(a.C0, b.C3).Add(a.C1, b.C2).Add(a.C2, b.C1).Add(a.C3, b.C0).Add(a.C4, b4).Reduce(),
            WideSum.Of(a.C0, b.C4).Add(a.C1, b.C3).Add(a.C2, b.C2).Add(a.C3, b.C1).Add(a.C4, b.C0).Reduce());
    }

    public static GoldilocksQuintic operator *(GoldilocksQuintic left, Goldilocks right) =>
        new(left.C0 * right, left.C1 * right, left.C2 * right, left.C3 * right, left.C4 * right);

    public static bool operator ==(GoldilocksQuintic left, GoldilocksQuintic right) => left.Equals(right);

    public static bool operator !=(GoldilocksQuintic left, GoldilocksQuintic right) => !left.Equals(right);

    /// <summary>The product with itself: 15 word multiplications instead of 25.</summary>
    public GoldilocksQuintic Square()
    {
        Goldilocks twice0 = C0.Double(), twice1 = C1.Double();
        Goldilocks triple3 = Triple(C3), triple4 = Triple(C4);
        Goldilocks six2 = Triple(C2.Double()), six4 = triple4.Double();
        return new(
            WideSum.Of(C0, C0).Add(C1, six4).Add(C3, six2).Reduce(),
            WideSum.Of(twice0, C1).Add(C2, six4).Add(C3, triple3).Reduce(),
            WideSum.Of(twice0, C2).Add(C1, C1).Add(C3, six4).Reduce(),
            WideSum.Of(twice0, C3).Add(twice1, C2).Add(C4, triple4).Reduce(),
            WideSum.Of(twice0, C4).Add(twice1, C3).Add(C2, C2).Reduce());
    }

    public GoldilocksQuintic Double() => this + this;

    /// <summary>This element to the power 2^<paramref name="count"/>.</summary>
    public GoldilocksQuintic SquareTimes(int count)
    {
        GoldilocksQuintic result = this;
        for (int i = 0; i < count; i++)
        {
            result = result.Square();
        }

        return result;
    }

    public bool Equals(GoldilocksQuintic other) =>
        C0 == other.C0 && C1 == other.C1 && C2 == other.C2 && C3 == other.C3 && C4 == other.C4;

    public override bool Equals(object? obj) => obj is GoldilocksQuintic other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(C0, C1, C2, C3, C4);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({C0}, {C1}, {C2}, {C3}, {C4})");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Goldilocks Triple(Goldilocks x) => x + x + x;
}
