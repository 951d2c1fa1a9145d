namespace Rollup.Crypto.Curve;

/// <summary>A point by its coordinates x and u = x/y themselves; the neutral point has x = u = 0.</summary>
internal readonly record struct AffinePoint(GoldilocksQuintic X, GoldilocksQuintic U)
{
    /// <summary>Words of one point in a table.</summary>
    public const int WordCount = 10;

    /// <summary>Converts many points with one inversion in all (Montgomery's trick). About 7 M each.</summary>
    public static void Normalize(ReadOnlySpan<CurvePoint> points, Span<AffinePoint> affine)
    {
        if (points.IsEmpty)
        {
            return;
        }

        // Forward: affine[i] holds the products of all denominators before its own two. No denominator is ever zero.
        GoldilocksQuintic product = GoldilocksQuintic.One;
        for (int i = 0; i < points.Length; i++)
        {
            GoldilocksQuintic beforeZ = product;
            product *= points[i].Z;
            affine[i] = new(beforeZ, product);
            product *= points[i].T;
        }

        // Backward: peel one denominator at a time off the inverse of the whole product.
        GoldilocksQuintic inverse = product.Inverse();
        for (int i = points.Length - 1; i >= 0; i--)
        {
            GoldilocksQuintic u = points[i].U * affine[i].U * inverse;
            inverse *= points[i].T;
            GoldilocksQuintic x = points[i].X * affine[i].X * inverse;
            inverse *= points[i].Z;
            affine[i] = new(x, u);
        }
    }
}
