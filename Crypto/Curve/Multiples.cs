using System.Runtime.CompilerServices;

namespace Rollup.Crypto.Curve;

/// <summary>Multiples of single points, computed in coordinates of one kind.</summary>
internal static class Multiples<TCoordinate>
    where TCoordinate : unmanaged, ISingleCoordinate<TCoordinate>
{
    /// <summary>multiplier · p.</summary>
    /// <param name="multiplier">Least significant word first.</param>
    public static CurvePoint Of(in CurvePoint p, ReadOnlySpan<ulong> multiplier) => Export(Multiply(p, multiplier));

    /// <summary>scalar · G for secret scalars: reads the whole table, whatever the scalar is.</summary>
    [SkipLocalsInit]
    public static CurvePoint OfGenerator(in Scalar scalar)
    {
        Span<int> digits = stackalloc int[GeneratorTable.WindowCount];
        GeneratorTable.Recode(scalar, digits);

        Span<ulong> entry = stackalloc ulong[GeneratorTable.EntryLength + ISingleCoordinate<TCoordinate>.ReadLength];
        entry.Clear();
        FractionalPoint<TCoordinate> sum = FractionalPoint<TCoordinate>.Neutral;
        for (int i = 0; i < digits.Length; i++)
        {
            GeneratorTable.Scan(i, Math.Abs(digits[i]), entry);
            sum = Add(sum, entry, digits[i]);
        }

        return Export(sum);
    }

    /// <summary>s·G − e·p, the whole work of verifying a signature; for public inputs.</summary>
    [SkipLocalsInit]
    public static CurvePoint ForVerification(in Scalar s, UInt128 e, in CurvePoint p)
    {
        Span<int> digits = stackalloc int[GeneratorTable.WindowCount];
        GeneratorTable.Recode(s, digits);

        FractionalPoint<TCoordinate> sum = Multiply(-p, [(ulong)e, (ulong)(e >> 64)]);
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i] != 0)
            {
                int entry = Math.Abs(digits[i]) - 1;
                sum = Add(sum, GeneratorTable.Window(i)[(entry * GeneratorTable.EntryLength)..], digits[i]);
            }
        }

        return Export(sum);
    }

    private static FractionalPoint<TCoordinate> Multiply(in CurvePoint p, ReadOnlySpan<ulong> multiplier)
    {
        Span<int> digits = stackalloc int[Windows.DigitCount(multiplier.Length)];
        SignedDigits.Recode(multiplier, Windows.Width, digits);

        FractionalPoint<TCoordinate> point = new(
            TCoordinate.From(p.X), TCoordinate.From(p.Z), TCoordinate.From(p.U), TCoordinate.From(p.T));
        return Windows.Multiply(point, digits);
    }

    /// <summary>sum ± the table entry, by the digit's sign.</summary>
    private static FractionalPoint<TCoordinate> Add(in FractionalPoint<TCoordinate> sum, ReadOnlySpan<ulong> entry, int digit)
    {
        TCoordinate x = TCoordinate.Read(in entry[0]);
        TCoordinate u = TCoordinate.Read(in entry[GeneratorTable.EntryLength / 2]);
        return FractionalPoint<TCoordinate>.AddAffine(sum, x, MaskedLookup.NegateIfNegative(digit, u));
    }

    private static CurvePoint Export(in FractionalPoint<TCoordinate> p) =>
        new(p.X.ToQuintic(), p.Z.ToQuintic(), p.U.ToQuintic(), p.T.ToQuintic());
}
