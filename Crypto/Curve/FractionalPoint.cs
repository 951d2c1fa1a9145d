using System.Runtime.CompilerServices;

namespace Rollup.Crypto.Curve;

/// <summary>
/// A point of ecGFp5, or several side by side, as the fractions x = X/Z and u = U/T of its coordinates x and u = x/y.
/// </summary>
/// <remarks>
/// The curve is y² = x(x² + 2x + 263·X) over F⁵. Its order is 2n; the group consists of the n points that are no double of
/// another, with the sum P + Q + N, N = (0, 0). N is the neutral element, and has u = 0. Formulas: T. Pornin, ePrint
/// 2022/274 (and ePrint 2020/1558 for their derivation). They are complete: no input needs another path. Costs are given
/// in multiplications M and squarings S of F⁵.
/// </remarks>
internal readonly struct FractionalPoint<TCoordinate>(in TCoordinate x, in TCoordinate z, in TCoordinate u, in TCoordinate t)
    where TCoordinate : struct, ICoordinate<TCoordinate>
{
    private const uint B = CurveConstants.B;

    public readonly TCoordinate X = x;
    public readonly TCoordinate Z = z;
    public readonly TCoordinate U = u;
    public readonly TCoordinate T = t;

    public static FractionalPoint<TCoordinate> Neutral =>
        new(TCoordinate.Zero, TCoordinate.One, TCoordinate.Zero, TCoordinate.One);

    /// <summary>The group operation. 10 M.</summary>
    [SkipLocalsInit]
    public static FractionalPoint<TCoordinate> Add(
        in FractionalPoint<TCoordinate> p, in FractionalPoint<TCoordinate> q)
    {
        TCoordinate xx = p.X * q.X;
        TCoordinate zz = p.Z * q.Z;
        TCoordinate uu = p.U * q.U;
        TCoordinate tt = p.T * q.T;
        TCoordinate xz = (p.X + p.Z) * (q.X + q.Z) - xx - zz;
        TCoordinate ut = (p.U + p.T) * (q.U + q.T) - uu - tt;
        return Combine(xx, zz, uu, tt, xz, ut);
    }

    /// <summary>The group operation with a point whose fractions have denominators 1. 8 M.</summary>
    [SkipLocalsInit]
    public static FractionalPoint<TCoordinate> AddAffine(
        in FractionalPoint<TCoordinate> p, in TCoordinate x, in TCoordinate u)
    {
        TCoordinate xx = p.X * x;
        TCoordinate uu = p.U * u;
        TCoordinate xz = p.X + x * p.Z;
        TCoordinate ut = p.U + u * p.T;
        return Combine(xx, p.Z, uu, p.T, xz, ut);
    }

    /// <summary>The point added to itself. 4 M + 5 S.</summary>
    [SkipLocalsInit]
    public static FractionalPoint<TCoordinate> Double(in FractionalPoint<TCoordinate> p)
    {
        TCoordinate zt = p.Z * p.T;
        TCoordinate ztt = zt * p.T;
        TCoordinate ztu = zt * p.U;
        TCoordinate w = ztt - Twice(p.X + p.Z) * TCoordinate.Square(p.U);
        TCoordinate ztuSquare = TCoordinate.Square(ztu);
        TCoordinate wSquare = TCoordinate.Square(w);
        return new(
            TCoordinate.TimesX(ztuSquare, 4 * B),
            wSquare,
            TCoordinate.Square(w + ztu) - ztuSquare - wSquare,
            Twice(TCoordinate.Square(ztt)) - Twice(Twice(ztuSquare)) - wSquare);
    }

    /// <summary>2^count · p, for count ≥ 2. count · (2 M + 5 S) + 2 M + 1 S.</summary>
    /// <remarks>Runs in the coordinates (X : W : Z) with x = X/Z², w = y/x = W/Z between the first and the last doubling.</remarks>
    [SkipLocalsInit]
    public static FractionalPoint<TCoordinate> DoubleTimes(in FractionalPoint<TCoordinate> p, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);

        // The first doubling, out of fractions.
        TCoordinate zt = p.Z * p.T;
        TCoordinate ztt = zt * p.T;
        TCoordinate ztu = zt * p.U;
        TCoordinate w1 = ztt - Twice(p.X + p.Z) * TCoordinate.Square(p.U);
        TCoordinate w1Square = TCoordinate.Square(w1);
        TCoordinate ztuSquare = TCoordinate.Square(ztu);
        TCoordinate x = TCoordinate.TimesX(TCoordinate.Square(ztuSquare), 16 * B);
        TCoordinate w = Twice(TCoordinate.Square(ztt)) - Twice(Twice(ztuSquare)) - w1Square;
        TCoordinate z = TCoordinate.Square(w1 + ztu) - w1Square - ztuSquare;

        for (int i = 2; i < count; i++)
        {
            TCoordinate zSquare = TCoordinate.Square(z);
            TCoordinate zFourth = TCoordinate.Square(zSquare);
            TCoordinate wSquare = TCoordinate.Square(w);
            TCoordinate wFourth = TCoordinate.Square(wSquare);
            TCoordinate twiceWz = TCoordinate.Square(w + z) - zSquare - wSquare;
            z = twiceWz * (Twice(x + zSquare) - wSquare);
            x = TCoordinate.TimesX(zFourth * wFourth, 16 * B);
            w = Twice(Twice(zFourth)) - TCoordinate.TimesX(zFourth, 4 * B) - wFourth; // (a² − 4b)·Z⁴ − W⁴
        }

        // The last doubling, back into fractions.
        TCoordinate ww = TCoordinate.Square(w);
        TCoordinate zz = TCoordinate.Square(z);
        TCoordinate wz = TCoordinate.Square(w + z) - ww - zz;
        TCoordinate last = ww - Twice(x + zz);
        TCoordinate lastSquare = TCoordinate.Square(last);
        return new(
            TCoordinate.TimesX(TCoordinate.Square(wz), B),
            lastSquare,
            wz * last,
            Twice(ww) * (ww - Twice(zz)) - lastSquare);
    }

    public static FractionalPoint<TCoordinate> Negate(in FractionalPoint<TCoordinate> p) => new(p.X, p.Z, -p.U, p.T);

    /// <summary>The end that both additions share: the six bilinear terms in the coordinates give the sum. 4 M.</summary>
    [SkipLocalsInit]
    private static FractionalPoint<TCoordinate> Combine(
        in TCoordinate xx, in TCoordinate zz, in TCoordinate uu, in TCoordinate tt, in TCoordinate xz, in TCoordinate ut)
    {
        TCoordinate bzz = TCoordinate.TimesX(zz, B);
        TCoordinate sum = xx + bzz;
        TCoordinate middle = tt * sum;
        TCoordinate spread = uu * (TCoordinate.TimesX(xz, 2 * B) + Twice(sum));
        TCoordinate all = (tt + Twice(uu)) * (xz + sum);
        return new(
            TCoordinate.TimesX(all - middle, B),
            middle - spread,
            ut * (bzz - xx),
            middle + spread);
    }

    private static TCoordinate Twice(in TCoordinate a) => a + a;
}
