using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Commitments;

/// <summary>Where the rows of one matrix lie in memory, in blocks of eight words.</summary>
/// <remarks>
/// Word j of row r is at <c>Words[r·RowStride + ⌊j/8⌋·BlockStride + j mod 8]</c>. That covers a matrix in panels and rows
/// that lie one after the other. Whole blocks are read, so a row must be followed by up to seven readable words.
/// </remarks>
internal readonly unsafe struct LeafSource(ulong* words, long rowStride, long blockStride, int width)
{
    public const int BlockWidth = NativeMatrix.PanelWidth;

    public ulong* Words { get; } = words;

    public long RowStride { get; } = rowStride;

    public long BlockStride { get; } = blockStride;

    /// <summary>Words in a row.</summary>
    public int Width { get; } = width;

    public static LeafSource Of(NativeMatrix matrix) =>
        new(matrix.Panel(0), NativeMatrix.PanelWidth, matrix.PanelLength, matrix.ColumnCount);

    /// <summary>Rows of <paramref name="width"/> words one after the other.</summary>
    public static LeafSource OfRows(ulong* words, int width) => new(words, width, BlockWidth, width);

    public void CopyRow(long row, Span<Goldilocks> destination)
    {
        for (int column = 0; column < Width; column++)
        {
            destination[column] = Words[row * RowStride + column / BlockWidth * BlockStride + column % BlockWidth];
        }
    }
}
