using System.Numerics;

namespace Rollup.Crypto.Tests.Curve.Reference;

/// <summary>
/// ecGFp5's group by chord and tangent on the n-torsion points of y² = x³ + 2x² + 263·X·x, affine, with the point at infinity.
/// </summary>
/// <remarks>
/// The group of the paper consists of the points P + N, N = (0, 0), for P of n-torsion; P ↦ P + N is an isomorphism. The
/// element that belongs to P = (x, y) is encoded as −y/x (ePrint 2022/274, section "Curve Formulas"). The code under test
/// works with P + N in other coordinates and other formulas, so agreement says something.
/// </remarks>
internal sealed class ReferencePoint
{
    /// <summary>The group order, from the paper.</summary>
    public static readonly BigInteger N =
        BigInteger.Parse("1067993516717146951041484916571792702745057740581727230159139685185762082554198619328292418486241");

    public static readonly ReferencePoint Infinity = new(ReferenceQuintic.Zero, ReferenceQuintic.Zero, isInfinity: true);
    public static readonly ReferencePoint Generator = Decode(new ReferenceQuintic(4))!;

    private static readonly ReferenceQuintic B = new(0, 263);

    private readonly ReferenceQuintic _x;
    private readonly ReferenceQuintic _y;

    private ReferencePoint(ReferenceQuintic x, ReferenceQuintic y, bool isInfinity = false) => (_x, _y, IsInfinity) = (x, y, isInfinity);

    public bool IsInfinity { get; }

    public static ReferencePoint operator -(ReferencePoint a) => new(a._x, -a._y, a.IsInfinity);

    public static ReferencePoint operator +(ReferencePoint a, ReferencePoint b)
    {
        if (a.IsInfinity || b.IsInfinity)
        {
            return a.IsInfinity ? b : a;
        }

        if (a._x.Same(b._x) && !a._y.Same(b._y))
        {
            return Infinity;
        }

        ReferenceQuintic slope = a._x.Same(b._x)
            ? (new ReferenceQuintic(3) * a._x * a._x + new ReferenceQuintic(4) * a._x + B) / (a._y + a._y)
            : (b._y - a._y) / (b._x - a._x);
        ReferenceQuintic x = slope * slope - new ReferenceQuintic(2) - a._x - b._x;
        return new(x, slope * (a._x - x) - a._y);
    }

    public static ReferencePoint operator *(BigInteger scalar, ReferencePoint point)
    {
        ReferencePoint result = Infinity;
        for (int bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            result += result;
            result = ((scalar >> bit) & 1).IsZero ? result : result + point;
        }

        return result;
    }

    public ReferenceQuintic Encode() => IsInfinity ? ReferenceQuintic.Zero : -_y / _x;

    /// <summary>Null when w encodes no point.</summary>
    public static ReferencePoint? Decode(ReferenceQuintic w)
    {
        if (w.IsZero)
        {
            return Infinity;
        }

        // y = −w·x in the curve's equation: x² − (w² − 2)·x + b = 0; the points of n-torsion are the doubles, whose x are squares.
        ReferenceQuintic e = w * w - new ReferenceQuintic(2);
        ReferenceQuintic? root = (e * e - new ReferenceQuintic(4) * new ReferenceQuintic(0, 263)).SquareRoot();
        if (root is null)
        {
            return null;
        }

        ReferenceQuintic half = new ReferenceQuintic(2).Inverse();
        ReferenceQuintic x = new[] { (e + root) * half, (e - root) * half }.Single(candidate => candidate.IsSquare());
        return new(x, -w * x);
    }
}
