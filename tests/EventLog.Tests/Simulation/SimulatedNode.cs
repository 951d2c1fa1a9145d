namespace Rollup.EventLog.Tests.Simulation;

/// <summary>A file's content as the process sees it, and as it stands on the platter.</summary>
internal sealed class SimulatedNode
{
    public const int SectorBytes = 512;

    private byte[] _platter = [];
    private readonly SortedSet<int> _dirty = [];

    /// <summary>The file's name now, also for those who opened it under another.</summary>
    public required string Path { get; set; }

    /// <summary>What reads return: the page cache.</summary>
    public byte[] Visible { get; private set; } = [];

    public IReadOnlyList<int> DirtySectors => [.. _dirty];

    public ReadOnlySpan<byte> Platter => _platter;

    public void Write(long offset, ReadOnlySpan<byte> source, bool reachesPlatter = true)
    {
        if (offset + source.Length > Visible.Length)
        {
            byte[] longer = new byte[offset + source.Length];
            Visible.CopyTo(longer, 0);
            Visible = longer;
        }

        source.CopyTo(Visible.AsSpan((int)offset));
        for (int sector = (int)(offset / SectorBytes); reachesPlatter && sector * SectorBytes < offset + source.Length; sector++)
        {
            _dirty.Add(sector);
        }
    }

    /// <summary>Writes to the platter only, where the process does not see it.</summary>
    public void WritePlatter(long offset, ReadOnlySpan<byte> source)
    {
        if (offset + source.Length > _platter.Length)
        {
            Array.Resize(ref _platter, (int)offset + source.Length);
        }

        source.CopyTo(_platter.AsSpan((int)offset));
    }

    /// <param name="withLength">False for a flush of data only: a new length stays unflushed.</param>
    public void Flush(bool withLength)
    {
        foreach (int sector in DirtySectors)
        {
            if (withLength || sector * SectorBytes < _platter.Length)
            {
                FlushSector(sector);
            }
        }

        if (withLength && _platter.Length < Visible.Length)
        {
            Array.Resize(ref _platter, Visible.Length);
        }
    }

    /// <summary>One sector reaches the platter, by a flush or because the kernel felt like it.</summary>
    public void FlushSector(int sector)
    {
        int start = sector * SectorBytes;
        int end = Math.Min(start + SectorBytes, Visible.Length);
        WritePlatter(start, Visible.AsSpan(start, end - start));
        _dirty.Remove(sector);
    }

    /// <summary>A failed flush: the kernel keeps the pages and forgets that they are not on the platter.</summary>
    public void ForgetDirty() => _dirty.Clear();

    /// <summary>The file after a power cut, of whose dirty sectors those in <paramref name="survivors"/> were written.</summary>
    public SimulatedNode AfterPowerCut(IEnumerable<int> survivors, bool newLengthSurvives)
    {
        var node = new SimulatedNode { Path = Path, _platter = [.. _platter], Visible = Visible };
        foreach (int sector in survivors)
        {
            node.FlushSector(sector);
        }

        if (newLengthSurvives && node._platter.Length < Visible.Length)
        {
            Array.Resize(ref node._platter, Visible.Length);
        }

        node.Visible = [.. node._platter];
        return node;
    }
}
