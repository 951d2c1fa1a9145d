using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>2^k cubic elements in native memory, three words each, one after the other.</summary>
internal sealed unsafe class Codeword : IDisposable
{
    private readonly NativeBuffer _words;

    public Codeword(int logLength)
    {
        LogLength = logLength;
        _words = NativeBuffer.Uninitialized((long)GoldilocksCubic.Degree << logLength);
    }

    public int LogLength { get; }

    /// <summary>The three columns of a matrix as one codeword.</summary>
    public static Codeword Of(NativeMatrix columns, Workers workers)
    {
        Codeword codeword = new(EvaluationDomain.LogOf(columns.RowCount));
        ulong* rows = columns.Panel(0);
        workers.ForRanges(columns.RowCount, 1 << 14, (_, start, end) =>
        {
            Span<GoldilocksCubic> elements = codeword.Elements;
            for (int row = start; row < end; row++)
            {
                ulong* words = rows + (long)row * NativeMatrix.PanelWidth;
                elements[row] = new(words[0], words[1], words[2]);
            }
        });
        return codeword;
    }

    public Span<GoldilocksCubic> Elements => new((GoldilocksCubic*)_words.Words, 1 << LogLength);

    /// <summary>The codeword as leaves of 2^<paramref name="logArity"/> neighbours each.</summary>
    public LeafSource ToLeaves(int logArity) => LeafSource.OfRows(_words.Words, GoldilocksCubic.Degree << logArity);

    public void Dispose() => _words.Dispose();
}
