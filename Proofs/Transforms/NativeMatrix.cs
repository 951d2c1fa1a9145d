using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>A matrix of base-field elements in native memory: a trace, or its low-degree extension.</summary>
/// <remarks>
/// Columns lie in panels of eight: panel k holds columns 8k … 8k + 7, and within a panel a row is eight consecutive
/// words, one cache line. So a transform works on whole lines, eight columns at a time, and an 8 × 8 transposition hands
/// eight rows to hashing and constraints. The last panel is filled up with columns of zeros. Every word is canonical.
/// </remarks>
public sealed unsafe class NativeMatrix : IDisposable
{
    /// <summary>Columns per panel.</summary>
    public const int PanelWidth = 8;

    /// <summary>2^27 rows are 8 GiB per panel.</summary>
    public const int MaxRowCount = 1 << 27;

    private readonly NativeBuffer _buffer;

    /// <summary>A matrix of zeros.</summary>
    public NativeMatrix(int rowCount, int columnCount)
        : this(rowCount, columnCount, isZeroed: true)
    {
    }

    private NativeMatrix(int rowCount, int columnCount, bool isZeroed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowCount, MaxRowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        RowCount = rowCount;
        ColumnCount = columnCount;
        PanelCount = (columnCount + PanelWidth - 1) / PanelWidth;
        long length = PanelCount * PanelLength;
        _buffer = isZeroed ? NativeBuffer.Zeroed(length) : NativeBuffer.Uninitialized(length);
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    public int PanelCount { get; }

    /// <summary>Words in one panel.</summary>
    public long PanelLength => (long)RowCount * PanelWidth;

    public Goldilocks this[int row, int column]
    {
        get => new(*Address(row, column));
        set => *Address(row, column) = value.Value;
    }

    /// <summary>A matrix whose words are arbitrary: every row of every panel must be written, the zero columns too.</summary>
    public static NativeMatrix Uninitialized(int rowCount, int columnCount) => new(rowCount, columnCount, isZeroed: false);

    /// <summary>The first word of a panel; row r is at 8·r. Valid until the matrix is disposed.</summary>
    public ulong* Panel(int panel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)panel, (uint)PanelCount);
        return _buffer.Words + panel * PanelLength;
    }

    /// <summary>The eight words of one row in one panel.</summary>
    public Span<ulong> PanelRow(int panel, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount);
        return new(Panel(panel) + (long)row * PanelWidth, PanelWidth);
    }

    /// <summary>Copies one row's elements, column 0 first.</summary>
    public void CopyRow(int row, Span<Goldilocks> destination)
    {
        for (int column = 0; column < ColumnCount; column++)
        {
            destination[column] = this[row, column];
        }
    }

    public void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Address(int row, int column)
    {
        if ((uint)row >= (uint)RowCount || (uint)column >= (uint)ColumnCount)
        {
            ThrowOutside(row, column);
        }

        return _buffer.Words + ((long)(column >> 3) * RowCount + row) * PanelWidth + (column & 7);
    }

    private void ThrowOutside(int row, int column) =>
        throw new ArgumentOutOfRangeException(nameof(row), $"Cell ({row}, {column}) lies outside {RowCount} rows by {ColumnCount} columns.");
}
