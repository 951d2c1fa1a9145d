using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rollup.Crypto.Curve;

/// <summary>s·G − e·P = R? for as many independent triples as a pack has lanes, in one pass.</summary>
/// <remarks>For public inputs: table reads depend on the scalars.</remarks>
internal static class PackedVerification<TPack>
    where TPack : unmanaged, IPackedField<TPack>
{
    private const int ChallengeWords = 2;

    /// <summary>Fills <paramref name="valid"/> with whether sᵢ·G − eᵢ·Pᵢ is the point that rᵢ encodes. All spans have one entry for each lane.</summary>
    public static void Check(
        ReadOnlySpan<CurvePoint> keys, ReadOnlySpan<UInt128> challenges, ReadOnlySpan<Scalar> scalars, ReadOnlySpan<GoldilocksQuintic> encodings, Span<bool> valid)
    {
        FractionalPoint<PackedQuintic<TPack>> sum = Multiply(keys, challenges);
        sum = AddGeneratorMultiples(sum, scalars);
        Compare(sum, encodings, valid);
    }

    /// <summary>−eᵢ·Pᵢ.</summary>
    [SkipLocalsInit]
    private static FractionalPoint<PackedQuintic<TPack>> Multiply(ReadOnlySpan<CurvePoint> keys, ReadOnlySpan<UInt128> challenges)
    {
        Span<int> digits = stackalloc int[Windows.DigitCount(ChallengeWords) * TPack.Width];
        Span<int> laneDigits = stackalloc int[Windows.DigitCount(ChallengeWords)];
        Unsafe.SkipInit(out FractionalPoint<PackedQuintic<TPack>> negated);
        for (int lane = 0; lane < TPack.Width; lane++)
        {
            SignedDigits.Recode([(ulong)challenges[lane], (ulong)(challenges[lane] >> 64)], Windows.Width, laneDigits);
            for (int i = 0; i < laneDigits.Length; i++)
            {
                digits[i * TPack.Width + lane] = laneDigits[i];
            }

            CurvePoint point = -keys[lane];
            SetLane(ref negated, lane, MemoryMarshal.Cast<CurvePoint, ulong>(new ReadOnlySpan<CurvePoint>(in point)));
        }

        return Windows.Multiply(negated, digits);
    }

    /// <summary>sumᵢ + sᵢ·G.</summary>
    [SkipLocalsInit]
    private static FractionalPoint<PackedQuintic<TPack>> AddGeneratorMultiples(
        in FractionalPoint<PackedQuintic<TPack>> start, ReadOnlySpan<Scalar> scalars)
    {
        Span<int> digits = stackalloc int[GeneratorTable.WindowCount * TPack.Width];
        for (int lane = 0; lane < TPack.Width; lane++)
        {
            GeneratorTable.Recode(scalars[lane], digits.Slice(lane * GeneratorTable.WindowCount, GeneratorTable.WindowCount));
        }

        Span<ulong> entry = stackalloc ulong[GeneratorTable.EntryLength];
        FractionalPoint<PackedQuintic<TPack>> sum = start;
        for (int i = 0; i < GeneratorTable.WindowCount; i++)
        {
            Affine addend = default; // the neutral point, for digits 0
            ReadOnlySpan<ulong> window = GeneratorTable.Window(i);
            for (int lane = 0; lane < TPack.Width; lane++)
            {
                int digit = digits[lane * GeneratorTable.WindowCount + i];
                if (digit != 0)
                {
                    window.Slice((Math.Abs(digit) - 1) * GeneratorTable.EntryLength, GeneratorTable.EntryLength).CopyTo(entry);
                    if (digit < 0)
                    {
                        Negate(entry[(GeneratorTable.EntryLength / 2)..]);
                    }

                    SetLane(ref addend, lane, entry);
                }
            }

            sum = FractionalPoint<PackedQuintic<TPack>>.AddAffine(sum, addend.X, addend.U);
        }

        return sum;
    }

    /// <summary>Compares rᵢ with the encodings T/U, without inversions. The neutral point (U = 0) never matches: T is not zero.</summary>
    private static void Compare(in FractionalPoint<PackedQuintic<TPack>> sum, ReadOnlySpan<GoldilocksQuintic> encodings, Span<bool> valid)
    {
        Unsafe.SkipInit(out PackedQuintic<TPack> r);
        for (int lane = 0; lane < TPack.Width; lane++)
        {
            SetLane(ref r, lane, MemoryMarshal.Cast<GoldilocksQuintic, ulong>(encodings.Slice(lane, 1)));
        }

        PackedQuintic<TPack> difference = r * sum.U - sum.T;
        for (int lane = 0; lane < TPack.Width; lane++)
        {
            valid[lane] = IsZero(difference, lane);
        }
    }

    private static void Negate(Span<ulong> words)
    {
        foreach (ref ulong word in words)
        {
            word = (-new Goldilocks(word)).Value;
        }
    }

    /// <summary>Puts one element's or point's words, in order, into one lane.</summary>
    private static void SetLane<T>(ref T target, int lane, ReadOnlySpan<ulong> words)
        where T : unmanaged
    {
        Span<ulong> lanes = MemoryMarshal.Cast<T, ulong>(new Span<T>(ref target));
        for (int i = 0; i < words.Length; i++)
        {
            lanes[i * TPack.Width + lane] = words[i];
        }
    }

    private static bool IsZero(in PackedQuintic<TPack> element, int lane) =>
        (element.C0[lane].Value | element.C1[lane].Value | element.C2[lane].Value | element.C3[lane].Value | element.C4[lane].Value) == 0;

    /// <summary>Points with denominators 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Affine
    {
        public PackedQuintic<TPack> X;
        public PackedQuintic<TPack> U;
    }
}
