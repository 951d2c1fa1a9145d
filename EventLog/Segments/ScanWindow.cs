using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>A buffered look at one segment, moving mostly forward.</summary>
internal sealed class ScanWindow(IStorageFile file, int segmentBytes)
{
    private const int WindowBytes = 512 * 1024; // larger ones leave the second-level cache

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(Math.Min(WindowBytes, segmentBytes));
    private int _start;
    private int _count;

    /// <summary>The bytes from <paramref name="offset"/> on: <paramref name="count"/> of them, or fewer at the end of the file.</summary>
    public ReadOnlySpan<byte> At(int offset, int count)
    {
        if (offset < _start || offset + count > _start + _count)
        {
            Load(offset, count);
        }

        int available = Math.Min(count, _start + _count - offset);
        return _buffer.AsSpan(offset - _start, available);
    }

    /// <summary>The first byte in [from, segment end) that is not zero; null when all are.</summary>
    public int? FindNonZero(int from)
    {
        int offset = from;
        while (offset < segmentBytes)
        {
            ReadOnlySpan<byte> chunk = Loaded(offset);
            int index = chunk.IndexOfAnyExcept((byte)0);
            if (index >= 0)
            {
                return offset + index;
            }

            offset += Math.Max(chunk.Length, 1);
        }

        return null;
    }

    /// <summary>Forgets what was read: the file may have changed.</summary>
    public void Reset() => _count = 0;

    /// <summary>What the buffer holds from <paramref name="offset"/> on, loaded if it holds nothing.</summary>
    private ReadOnlySpan<byte> Loaded(int offset)
    {
        if (offset < _start || offset >= _start + _count)
        {
            Load(offset, count: 1);
        }

        return _buffer.AsSpan(0, _count)[(offset - _start)..];
    }

    private void Load(int offset, int count)
    {
        if (count > _buffer.Length)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(count); // count is bounded by the segment's length
        }

        _start = offset;
        _count = file.Read(offset, _buffer.AsSpan(0, Math.Min(_buffer.Length, segmentBytes - offset)));
    }
}
