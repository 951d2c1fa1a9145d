using SinglePoint = Rollup.Crypto.Curve.FractionalPoint<Rollup.Crypto.GoldilocksQuintic, ulong>;

namespace Rollup.Crypto.Curve;

/// <summary>Multiples of points. Multiples of G come from <see cref="GeneratorTable"/>.</summary>
public readonly partial struct CurvePoint
{
    public static CurvePoint operator *(in Scalar scalar, in CurvePoint point)
    {
        Span<ulong> words = stackalloc ulong[Scalar.LimbCount];
        scalar.CopyWords(words);
        return point.Multiply(words);
    }

    /// <summary>scalar · G. About 40 mixed additions.</summary>
    public static CurvePoint MultiplyGenerator(in Scalar scalar) => GeneratorTable.Multiply(scalar);

    /// <summary>s·G − e·point: the whole work of verifying a signature. For public inputs.</summary>
    internal static CurvePoint VerificationPoint(in Scalar s, UInt128 e, in CurvePoint point)
    {
        CurvePoint multiple = (-point).Multiply([(ulong)e, (ulong)(e >> 64)]);
        return GeneratorTable.AddMultiple(multiple, s);
    }

    /// <summary>words · this point.</summary>
    /// <param name="words">The multiplier, least significant word first, at most <see cref="Scalar.LimbCount"/> of them.</param>
    private CurvePoint Multiply(ReadOnlySpan<ulong> words)
    {
        Span<int> recoded = stackalloc int[Windows.DigitCount(64 * Scalar.LimbCount)];
        recoded = recoded[..Windows.DigitCount(64 * words.Length)];
        SignedDigits.Recode(words, Windows.Width, recoded);

        Span<Digit<ulong>> digits = stackalloc Digit<ulong>[recoded.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            long sign = recoded[i] >> 31;
            digits[i] = new((ulong)((recoded[i] ^ sign) - sign), (ulong)sign);
        }

        Span<SinglePoint> table = stackalloc SinglePoint[Windows.TableLength];
        Windows.FillTable<GoldilocksQuintic, ulong>(_point, table);
        return new(Windows.Multiply<GoldilocksQuintic, ulong>(table, digits));
    }
}
