namespace Rollup.Crypto.Curve;

/// <summary>The encoding w = y/x = 1/u, one field element; the neutral point is encoded as 0.</summary>
public readonly partial struct CurvePoint
{
    /// <summary>The one encoding of this group element.</summary>
    public GoldilocksQuintic Encode() => IsNeutral ? GoldilocksQuintic.Zero : T * U.Inverse();

    /// <summary>The group element that <paramref name="w"/> encodes; 0 encodes the neutral one.</summary>
    /// <returns>False when no group element has this encoding: about half of all field elements.</returns>
    /// <remarks>
    /// y = w·x turns the curve's equation into x² − (w² − a)·x + b = 0. Its two solutions belong to a point of the group and
    /// to one of the n-torsion subgroup; the group's is the one that is not a square.
    /// </remarks>
    public static bool TryDecode(GoldilocksQuintic w, out CurvePoint point)
    {
        point = Neutral;
        if (w.IsZero)
        {
            return true;
        }

        GoldilocksQuintic e = w.Square() - CurveConstants.A;
        GoldilocksQuintic discriminant = e.Square() - CurveConstants.FourB;
        if (!discriminant.TrySqrt(out GoldilocksQuintic root))
        {
            return false;
        }

        GoldilocksQuintic x = (e + root) * CurveConstants.Half;
        if (x.Legendre() == Goldilocks.One)
        {
            x -= root;
        }

        point = new(x, GoldilocksQuintic.One, GoldilocksQuintic.One, w);
        return true;
    }
}
