using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>2^k cubic elements in native memory, three words each, one after the other.</summary>
/// <remarks>Values, until <see cref="InterpolateLeaves"/> makes them the coefficients of a FRI layer.</remarks>
internal sealed unsafe class Codeword : IDisposable
{
    private readonly NativeBuffer _words;

    public Codeword(int logLength)
    {
        LogLength = logLength;
        _words = NativeBuffer.Uninitialized((long)GoldilocksCubic.Degree << logLength);
    }

    public int LogLength { get; }

    /// <summary>Extends cubic values on g·H, three columns in bit-reversed order, to the whole domain.</summary>
    public static Codeword Extend(NativeMatrix values, int logBlowup, Workers workers)
    {
        int rowCount = values.RowCount;
        Codeword codeword = new(EvaluationDomain.LogOf(rowCount) + logBlowup);
        using NativeMatrix coefficients = LowDegreeExtension.Interpolate(values, workers);

        // A coset at a time: a panel of eight columns is much more memory than the three that are wanted.
        using NativeBuffer coset = NativeBuffer.Uninitialized(values.PanelLength);
        ulong* rows = coset.Words;
        for (int index = 0; index < 1 << logBlowup; index++)
        {
            int first = index * rowCount;
            LowDegreeExtension.EvaluateCoset(coefficients, 0, index, logBlowup, rows, workers);
            workers.ForRanges(rowCount, 1 << 12, (_, start, end) =>
            {
                Span<GoldilocksCubic> elements = codeword.Elements[first..];
                for (int row = start; row < end; row++)
                {
                    ulong* words = rows + (nint)row * NativeMatrix.PanelWidth;
                    elements[row] = new(words[0], words[1], words[2]);
                }
            });
        }

        return codeword;
    }

    public Span<GoldilocksCubic> Elements => new((GoldilocksCubic*)_words.Words, 1 << LogLength);

    /// <summary>Replaces each 2^<paramref name="logArity"/> neighbours by the coefficients of their leaf.</summary>
    public void InterpolateLeaves(int logArity, Workers workers) => workers.ForRanges(Elements.Length >> logArity, 1 << 9, (_, start, end) =>
    {
        for (int leaf = start; leaf < end; leaf++)
        {
            Folding.Interpolate(Elements.Slice(leaf << logArity, 1 << logArity));
        }
    });

    /// <summary>Leaves of 2^<paramref name="logArity"/> neighbours each.</summary>
    public LeafSource ToLeaves(int logArity) => LeafSource.OfRows(_words.Words, GoldilocksCubic.Degree << logArity);

    public void Dispose() => _words.Dispose();
}
