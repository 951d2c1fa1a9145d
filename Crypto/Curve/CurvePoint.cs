using SinglePoint = Rollup.Crypto.Curve.FractionalPoint<Rollup.Crypto.GoldilocksQuintic>;

namespace Rollup.Crypto.Curve;

/// <summary>An element of the prime-order group of ecGFp5 (T. Pornin, "EcGFp5: a Specialized Elliptic Curve", ePrint 2022/274).</summary>
/// <remarks>
/// The group has n elements, n prime, and no cofactor: every point that decodes is in it, and one element has one encoding.
/// Held as the fractions x = X/Z and u = U/T; <c>default</c> is not a point.
/// </remarks>
public readonly partial struct CurvePoint : IEquatable<CurvePoint>
{
    private readonly SinglePoint _point;

    internal CurvePoint(in SinglePoint point) => _point = point;

    internal CurvePoint(GoldilocksQuintic x, GoldilocksQuintic z, GoldilocksQuintic u, GoldilocksQuintic t) => _point = new(x, z, u, t);

    /// <summary>Numerator of x.</summary>
    public GoldilocksQuintic X => _point.X;

    /// <summary>Denominator of x; never zero.</summary>
    public GoldilocksQuintic Z => _point.Z;

    /// <summary>Numerator of u = x/y.</summary>
    public GoldilocksQuintic U => _point.U;

    /// <summary>Denominator of u; never zero.</summary>
    public GoldilocksQuintic T => _point.T;

    public static CurvePoint Neutral { get; } = new(SinglePoint.Neutral);

    /// <summary>G, the conventional generator: the point that w = 4 encodes.</summary>
    public static CurvePoint Generator { get; } =
        TryDecode(new Goldilocks(4), out CurvePoint generator) ? generator : throw new InvalidOperationException("w = 4 must decode.");

    public bool IsNeutral => U.IsZero;

    public static CurvePoint operator +(in CurvePoint left, in CurvePoint right) =>
        new(SinglePoint.Add(left._point, right._point));

    public static CurvePoint operator -(in CurvePoint left, in CurvePoint right) => left + -right;

    public static CurvePoint operator -(in CurvePoint point) => new(SinglePoint.Negate(point._point));

    public static bool operator ==(in CurvePoint left, in CurvePoint right) => left.Equals(right);

    public static bool operator !=(in CurvePoint left, in CurvePoint right) => !left.Equals(right);

    public CurvePoint Double() => new(SinglePoint.Double(_point));

    /// <summary>2^<paramref name="count"/> times this point; cheaper than so many doublings.</summary>
    public CurvePoint DoubleTimes(int count) => count switch
    {
        0 => this,
        1 => Double(),
        _ => new(SinglePoint.DoubleTimes(_point, count)),
    };

    /// <summary>u identifies a group element, so equal fractions U/T mean equal points.</summary>
    public bool Equals(CurvePoint other) => U * other.T == other.U * T;

    public override bool Equals(object? obj) => obj is CurvePoint other && Equals(other);

    public override int GetHashCode() => Encode().GetHashCode();

    public override string ToString() => Encode().ToString();
}
