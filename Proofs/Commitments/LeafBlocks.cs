using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>The rows of several sources, joined, in blocks of eight words: how a sponge of rate 8 takes them in.</summary>
/// <remarks>A block that lies in one source as eight neighbouring words is transposed from where it is; any other is put together first.</remarks>
internal readonly unsafe ref struct LeafBlocks
{
    public const int BlockWidth = LeafSource.BlockWidth;

    private readonly ReadOnlySpan<LeafSource> _sources;
    private readonly VectorPath _path;

    public LeafBlocks(ReadOnlySpan<LeafSource> sources, VectorPath path)
    {
        _sources = sources;
        _path = path;
        foreach (LeafSource source in sources)
        {
            Width += source.Width;
        }
    }

    /// <summary>Words in a joined row.</summary>
    public int Width { get; }

    public int BlockCount => (Width + BlockWidth - 1) / BlockWidth;

    /// <summary>Block <paramref name="block"/> of eight rows: lane l of word j goes to <c>lanes[8·j + l]</c>.</summary>
    /// <param name="rowCount">Rows from <paramref name="firstRow"/> on that exist; where fewer than eight do, the last is repeated.</param>
    public void Load(int block, long firstRow, int rowCount, ulong* lanes)
    {
        LeafSource source = Find(block * BlockWidth, out int column);
        bool endsRow = block * BlockWidth + source.Width - column == Width;
        bool isInPlace = column + BlockWidth <= source.Width || (endsRow && source.IsZeroFilled);
        if (column % BlockWidth == 0 && isInPlace && rowCount >= BlockWidth)
        {
            ulong* start = source.Words + firstRow * source.RowStride + column / BlockWidth * source.BlockStride;
            LaneTranspose.Transpose((Goldilocks*)start, (nint)source.RowStride, (Goldilocks*)lanes, _path);
            return;
        }

        ulong* rows = stackalloc ulong[BlockWidth * BlockWidth];
        for (int lane = 0; lane < BlockWidth; lane++)
        {
            JoinRow(block, firstRow + Math.Min(lane, rowCount - 1), rows + BlockWidth * lane);
        }

        LaneTranspose.Transpose((Goldilocks*)rows, BlockWidth, (Goldilocks*)lanes, _path);
    }

    private void JoinRow(int block, long row, ulong* words)
    {
        for (int i = 0; i < BlockWidth; i++)
        {
            int position = block * BlockWidth + i;
            words[i] = position < Width ? Find(position, out int column).Word(row, column) : 0;
        }
    }

    /// <summary>The source that holds word <paramref name="position"/> of the joined row, and its column there.</summary>
    private LeafSource Find(int position, out int column)
    {
        column = position;
        foreach (LeafSource source in _sources)
        {
            if (column < source.Width)
            {
                return source;
            }

            column -= source.Width;
        }

        throw new ArgumentOutOfRangeException(nameof(position), position, $"A row has {Width} words.");
    }
}
