using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Commitments;

/// <summary>Where the rows of one matrix lie in memory, in blocks of eight words.</summary>
/// <remarks>
/// Word j of row r is at <c>Words[r·RowStride + ⌊j/8⌋·BlockStride + j mod 8]</c>. That covers a matrix in panels and rows
/// that lie one after the other.
/// </remarks>
/// <param name="isZeroFilled">The last block of a row is filled up with zeros.</param>
internal readonly unsafe struct LeafSource(ulong* words, long rowStride, long blockStride, int width, bool isZeroFilled)
{
    public const int BlockWidth = NativeMatrix.PanelWidth;

    public ulong* Words { get; } = words;

    public long RowStride { get; } = rowStride;

    public long BlockStride { get; } = blockStride;

    /// <summary>Words in a row.</summary>
    public int Width { get; } = width;

    public bool IsZeroFilled { get; } = isZeroFilled;

    public static LeafSource Of(NativeMatrix matrix) =>
        new(matrix.Panel(0), NativeMatrix.PanelWidth, matrix.PanelLength, matrix.ColumnCount, isZeroFilled: true);

    /// <summary>Rows of <paramref name="width"/> words one after the other.</summary>
    public static LeafSource OfRows(ulong* words, int width) => new(words, width, BlockWidth, width, isZeroFilled: false);

    public void CopyRow(long row, Span<Goldilocks> destination)
    {
        for (int column = 0; column < Width; column++)
        {
            destination[column] = Word(row, column);
        }
    }

    public ulong Word(long row, int column) => Words[row * RowStride + column / BlockWidth * BlockStride + column % BlockWidth];
}
