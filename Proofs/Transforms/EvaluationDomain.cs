using System.Numerics;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The domains of the proof system, and the order in which their points stand in memory.</summary>
/// <remarks>
/// A trace of 2^n rows is a list of polynomials given on H = ⟨ω⟩, row i at ωⁱ, ω = <see cref="Goldilocks.RootOfUnity"/>(n).
/// What is committed are their values on the coset g·H′ of the larger group, g = 7, in bit-reversed order: row r holds the
/// point g·ω′^rev(r). So x and −x are neighbours, a prefix of 2^k rows is the coset of the subgroup of order 2^k, and the
/// row of a shorter matrix that belongs to row r of a taller one is r shifted right.
/// </remarks>
public static class EvaluationDomain
{
    /// <summary>The largest evaluation domain is 2^27 points, see <see cref="NativeMatrix.MaxRowCount"/>.</summary>
    public const int MaxLogSize = 27;

    /// <summary>g: outside every subgroup of two-power order, since it generates the whole group.</summary>
    public static Goldilocks Shift => Goldilocks.Generator;

    /// <summary>The lowest <paramref name="bitCount"/> bits of <paramref name="value"/> in reverse order.</summary>
    public static int ReverseBits(int value, int bitCount)
    {
        uint reversed = 0;
        for (int bit = 0; bit < bitCount; bit++)
        {
            reversed = (reversed << 1) | (((uint)value >> bit) & 1);
        }

        return (int)reversed;
    }

    /// <summary>The point of row <paramref name="row"/> in the bit-reversed subgroup of order 2^<paramref name="logSize"/>.</summary>
    public static Goldilocks SubgroupPoint(int logSize, int row) =>
        Goldilocks.RootOfUnity(logSize).Pow((ulong)ReverseBits(row, logSize));

    /// <summary>The point of row <paramref name="row"/> of a committed matrix with 2^<paramref name="logSize"/> rows.</summary>
    public static Goldilocks CosetPoint(int logSize, int row) => Shift * SubgroupPoint(logSize, row);

    /// <summary>The shift s of coset <paramref name="coset"/> when 2^logRowCount·2^logBlowup points are cut into cosets s·H of 2^logRowCount.</summary>
    internal static Goldilocks CosetShift(int logRowCount, int logBlowup, int coset) =>
        Shift * Goldilocks.RootOfUnity(logRowCount + logBlowup).Pow((ulong)ReverseBits(coset, logBlowup));

    /// <summary>Fills <paramref name="points"/>, 2^k of them, with the bit-reversed coset <paramref name="shift"/>·⟨ω⟩.</summary>
    public static void FillPoints(Span<Goldilocks> points, Goldilocks shift)
    {
        int logSize = LogOf(points.Length);
        points[0] = shift;

        // Row r + 2^j of a bit-reversed list is row r times the root of order 2^(j+1).
        for (int j = 0; j < logSize; j++)
        {
            Goldilocks root = Goldilocks.RootOfUnity(j + 1);
            int half = 1 << j;
            for (int row = 0; row < half; row++)
            {
                points[half + row] = points[row] * root;
            }
        }
    }

    /// <summary>log₂ of a power of two.</summary>
    /// <exception cref="ArgumentException"><paramref name="size"/> is no power of two.</exception>
    public static int LogOf(int size) => BitOperations.IsPow2(size)
        ? BitOperations.Log2((uint)size)
        : throw new ArgumentException($"{size} is not a power of two.", nameof(size));
}
