namespace Rollup.Crypto.Curve;

/// <summary>Multiples of points. The same results on every <see cref="VectorPath"/>.</summary>
public readonly partial struct CurvePoint
{
    public static CurvePoint operator *(in Scalar scalar, in CurvePoint point) => Multiply(scalar, point, VectorPaths.Active);

    /// <summary>scalar · G, from a table: several times faster than scalar · <see cref="Generator"/>.</summary>
    public static CurvePoint MultiplyGenerator(in Scalar scalar) => MultiplyGenerator(scalar, VectorPaths.Active);

    internal static CurvePoint Multiply(in Scalar scalar, in CurvePoint point, VectorPath path)
    {
        Span<ulong> words = stackalloc ulong[Scalar.LimbCount];
        scalar.CopyWords(words);
        return path == VectorPath.Avx512 ? Multiples<QuinticVector>.Of(point, words) : Multiples<GoldilocksQuintic>.Of(point, words);
    }

    internal static CurvePoint MultiplyGenerator(in Scalar scalar, VectorPath path) =>
        path == VectorPath.Avx512 ? Multiples<QuinticVector>.OfGenerator(scalar) : Multiples<GoldilocksQuintic>.OfGenerator(scalar);

    /// <summary>s·G − e·key. For public inputs.</summary>
    internal static CurvePoint ForVerification(in Scalar s, UInt128 e, in CurvePoint key, VectorPath path) =>
        path == VectorPath.Avx512 ? Multiples<QuinticVector>.ForVerification(s, e, key) : Multiples<GoldilocksQuintic>.ForVerification(s, e, key);
}
