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
        Join(block, firstRow, rowCount, rows);
        LaneTranspose.Transpose((Goldilocks*)rows, BlockWidth, (Goldilocks*)lanes, _path);
    }

    /// <summary>Puts eight rows of a block together run by run, a run being neighbouring words of one source.</summary>
    private void Join(int block, long firstRow, int rowCount, ulong* rows)
    {
        new Span<ulong>(rows, BlockWidth * BlockWidth).Clear();
        int end = Math.Min(BlockWidth, Width - block * BlockWidth);
        for (int at = 0; at < end;)
        {
            LeafSource source = Find(block * BlockWidth + at, out int column);
            int length = Math.Min(Math.Min(end - at, source.Width - column), BlockWidth - column % BlockWidth);
            ulong* run = source.Words + column / BlockWidth * source.BlockStride + column % BlockWidth;
            for (int lane = 0; lane < BlockWidth; lane++)
            {
                ulong* words = run + (firstRow + Math.Min(lane, rowCount - 1)) * source.RowStride;
                for (int i = 0; i < length; i++)
                {
                    rows[BlockWidth * lane + at + i] = words[i];
                }
            }

            at += length;
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
