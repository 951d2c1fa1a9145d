using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Tests.Simulation;

/// <summary>
/// A disk in memory that keeps what is written and what is flushed apart. A power cut keeps what a test chooses of the rest;
/// directory entries count as unflushed until their directory is flushed.
/// </summary>
public sealed class SimulatedDisk : IFileSystem
{
    private abstract record EntryChange
    {
        public sealed record Added(string Path, SimulatedNode Node) : EntryChange;

        public sealed record Removed(string Path) : EntryChange;

        public sealed record Renamed(string From, string To) : EntryChange;
    }

    private readonly Lock _gate = new(); // never held while OnOperation runs, which may block
    private readonly HashSet<string> _directories = [];
    private readonly HashSet<string> _locks = [];
    private readonly List<EntryChange> _unflushedChanges = [];
    private readonly Dictionary<string, SimulatedNode> _platterEntries = [];
    private readonly Dictionary<string, SimulatedNode> _entries = [];
    private bool _isOff;

    /// <summary>Bytes that all files together may have.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Called before each operation; may choose a fault, block (a slow disk), or throw.</summary>
    public Func<DiskOperation, DiskFault?>? OnOperation { get; set; }

    /// <summary>The changing operation, counted from 0, that the power cut meets; it is done in the page cache at most.</summary>
    public int CutPowerAt { get; set; } = int.MaxValue;

    /// <summary>Lets dirty sectors reach the platter now and then, as a kernel does; null for never.</summary>
    public Random? WriteBack { get; set; }

    /// <summary>Lies about flushes: for tests of the tests.</summary>
    public bool IgnoresFlushData { get; set; }

    /// <summary>Lies about directory flushes: for tests of the tests.</summary>
    public bool IgnoresDirectoryFlush { get; set; }

    /// <summary>Whether the power has gone.</summary>
    public bool IsOff => _isOff;

    /// <summary>The changing operations so far.</summary>
    public int ChangeCount { get; private set; }

    public IReadOnlyList<string> Files
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    public byte[] ReadAll(string path) => [.. _entries[path].Visible];

    /// <summary>Changes a file behind everybody's back, on the platter and in the cache.</summary>
    public void Tamper(string path, Action<byte[]> change)
    {
        byte[] content = ReadAll(path);
        change(content);
        Put(path, content);
    }

    /// <summary>Puts a whole file, durably.</summary>
    public void Put(string path, byte[] content)
    {
        var node = new SimulatedNode { Path = path };
        node.Write(0, content);
        node.Flush(withLength: true);
        _entries[path] = node;
        _platterEntries[path] = node;
        _directories.Add(Path.GetDirectoryName(path)!);
    }

    public void Remove(string path)
    {
        _entries.Remove(path);
        _platterEntries.Remove(path);
    }

    /// <summary>The disk that the machine finds when it starts again.</summary>
    public SimulatedDisk AfterPowerCut(CrashOutcome outcome, Random random)
    {
        var disk = new SimulatedDisk { Capacity = Capacity, IgnoresFlushData = IgnoresFlushData, IgnoresDirectoryFlush = IgnoresDirectoryFlush };
        disk._directories.UnionWith(_directories);
        var survivors = new Dictionary<SimulatedNode, SimulatedNode>(ReferenceEqualityComparer.Instance);
        foreach ((string path, SimulatedNode node) in SurvivingEntries(outcome, random).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!survivors.TryGetValue(node, out SimulatedNode? survivor))
            {
                bool newLength = outcome == CrashOutcome.All || (outcome != CrashOutcome.None && random.Next(2) == 0);
                survivors.Add(node, survivor = node.AfterPowerCut(Choose(node.DirtySectors, outcome, random), newLength));
            }

            disk._entries.Add(path, survivor);
            disk._platterEntries.Add(path, survivor);
        }

        return disk;
    }

    /// <summary>The process dies and the machine stays: everything written is still there, locks are free.</summary>
    public void KillProcess()
    {
        _locks.Clear();
        _isOff = false;
        CutPowerAt = int.MaxValue;
    }

    public IStorageFile Open(string path, FileUse use)
    {
        if (use == FileUse.Create)
        {
            Begin(new DiskOperation(DiskOperationKind.Create, path));
            if (!_directories.Contains(Path.GetDirectoryName(path)!))
            {
                throw new DirectoryNotFoundException(path);
            }

            var node = new SimulatedNode { Path = path };
            Change(new EntryChange.Added(path, node));
            return new SimulatedFile(this, node);
        }

        ThrowIfOff();
        lock (_gate)
        {
            return _entries.TryGetValue(path, out SimulatedNode? found) ? new SimulatedFile(this, found) : throw new FileNotFoundException("No such file.", path);
        }
    }

    public IDisposable? TryLock(string path)
    {
        ThrowIfOff();
        lock (_gate)
        {
            return _locks.Add(path) ? new HeldLock(() => _locks.Remove(path)) : null;
        }
    }

    public bool FileExists(string path)
    {
        ThrowIfOff();
        lock (_gate)
        {
            return _entries.ContainsKey(path);
        }
    }

    public bool DirectoryExists(string path) => _directories.Contains(path);

    public IReadOnlyList<string> ListFiles(string directory)
        => [.. Files.Where(path => Path.GetDirectoryName(path) == directory).Select(path => Path.GetFileName(path))];

    public void CreateDirectory(string path) => _directories.Add(path);

    public void Rename(string from, string to)
    {
        Begin(new DiskOperation(DiskOperationKind.Rename, from));
        Change(new EntryChange.Renamed(from, to));
    }

    public void Delete(string path)
    {
        Begin(new DiskOperation(DiskOperationKind.Delete, path));
        Change(new EntryChange.Removed(path));
    }

    public void FlushDirectory(string path)
    {
        Begin(new DiskOperation(DiskOperationKind.FlushDirectory, path));
        lock (_gate)
        {
            EndChange();
            if (!IgnoresDirectoryFlush)
            {
                _unflushedChanges.ForEach(change => Apply(change, _platterEntries));
                _unflushedChanges.Clear();
            }
        }
    }

    private void Change(EntryChange change)
    {
        lock (_gate)
        {
            Apply(change, _entries);
            _unflushedChanges.Add(change);
            EndChange();
        }
    }

    private static void Apply(EntryChange change, Dictionary<string, SimulatedNode> entries)
    {
        switch (change)
        {
            case EntryChange.Added added:
                entries[added.Path] = added.Node;
                break;
            case EntryChange.Removed removed:
                entries.Remove(removed.Path);
                break;
            case EntryChange.Renamed renamed when entries.Remove(renamed.From, out SimulatedNode? node):
                entries[renamed.To] = node;
                node.Path = renamed.To;
                break;
        }
    }

    private Dictionary<string, SimulatedNode> SurvivingEntries(CrashOutcome outcome, Random random)
    {
        var entries = new Dictionary<string, SimulatedNode>(_platterEntries);
        foreach (int index in Choose([.. Enumerable.Range(0, _unflushedChanges.Count)], outcome, random))
        {
            Apply(_unflushedChanges[index], entries);
        }

        return entries;
    }

    private static IEnumerable<int> Choose(IReadOnlyList<int> unflushed, CrashOutcome outcome, Random random) => outcome switch
    {
        CrashOutcome.None => [],
        CrashOutcome.All => unflushed,
        CrashOutcome.Prefix => unflushed.Take(random.Next(unflushed.Count + 1)),
        _ => [.. unflushed.Where(_ => random.Next(2) == 0)],
    };

    private DiskFault? Begin(DiskOperation operation)
    {
        ThrowIfOff();
        DiskFault? fault = OnOperation?.Invoke(operation);
        if (fault is DiskFault.Error && operation.Kind is not (DiskOperationKind.FlushData or DiskOperationKind.Flush))
        {
            throw new IOException($"simulated error: {operation}");
        }

        return fault;
    }

    /// <summary>Counts a changing operation; the power may go now that the page cache has it and the platter does not.</summary>
    private void EndChange()
    {
        if (ChangeCount++ == CutPowerAt)
        {
            _isOff = true;
            throw new PowerCutException();
        }
    }

    private void ThrowIfOff()
    {
        if (_isOff)
        {
            throw new PowerCutException();
        }
    }

    private long RoomFor(SimulatedNode node, long newLength)
        => Capacity - _entries.Values.Distinct().Sum(other => (long)other.Visible.Length) - Math.Max(0, newLength - node.Visible.Length);

    private sealed class HeldLock(Action release) : IDisposable
    {
        public void Dispose() => release();
    }

    private sealed class SimulatedFile(SimulatedDisk disk, SimulatedNode node) : IStorageFile
    {
        public long Length => node.Visible.Length;

        public int Read(long offset, Span<byte> destination)
        {
            DiskFault? fault = disk.Begin(new DiskOperation(DiskOperationKind.Read, node.Path, offset, destination.Length));
            using Lock.Scope scope = disk._gate.EnterScope();
            ReadOnlySpan<byte> content = fault is DiskFault.StaleRead ? node.Platter : node.Visible;
            int count = (int)Math.Clamp(content.Length - offset, 0, destination.Length);
            content.Slice((int)Math.Min(offset, content.Length), count).CopyTo(destination);
            if (fault is DiskFault.FlippedBit flipped && flipped.Bit / 8 - offset is >= 0 and var at && at < count)
            {
                destination[(int)at] ^= (byte)(1 << (int)(flipped.Bit % 8));
            }

            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            DiskFault? fault = disk.Begin(new DiskOperation(DiskOperationKind.Write, node.Path, offset, source.Length));
            using Lock.Scope scope = disk._gate.EnterScope();
            switch (fault)
            {
                case DiskFault.ShortWrite shortWrite:
                    node.Write(offset, source[..Math.Min(source.Length, shortWrite.Bytes)]);
                    throw new IOException("simulated error after a short write");
                case DiskFault.Full full:
                    node.Write(offset, source[..Math.Min(source.Length, full.Bytes)]);
                    throw new StorageFullException("simulated full disk");
                case DiskFault.LostWrite:
                    node.Write(offset, source, reachesPlatter: false);
                    break;
                case DiskFault.MisdirectedWrite misdirected:
                    node.Write(offset, source, reachesPlatter: false);
                    node.WritePlatter(misdirected.Offset, source);
                    break;
                default:
                    WriteWithinCapacity(offset, source);
                    break;
            }

            if (disk.WriteBack is { } random && random.Next(3) == 0)
            {
                foreach (int sector in Choose(node.DirtySectors, CrashOutcome.RandomSubset, random))
                {
                    node.FlushSector(sector);
                }
            }

            disk.EndChange();
        }

        public void FlushData() => Flush(DiskOperationKind.FlushData, withLength: false);

        public void Flush() => Flush(DiskOperationKind.Flush, withLength: true);

        public void Dispose()
        {
        }

        private void WriteWithinCapacity(long offset, ReadOnlySpan<byte> source)
        {
            long missing = -Math.Min(0, disk.RoomFor(node, offset + source.Length));
            if (missing > 0)
            {
                node.Write(offset, source[..(int)Math.Max(0, source.Length - missing)]);
                throw new StorageFullException("No space left on the simulated disk");
            }

            node.Write(offset, source);
        }

        private void Flush(DiskOperationKind kind, bool withLength)
        {
            DiskFault? fault = disk.Begin(new DiskOperation(kind, node.Path));
            using Lock.Scope scope = disk._gate.EnterScope();
            disk.EndChange();
            if (fault is DiskFault.Error)
            {
                node.ForgetDirty();
                throw new IOException("simulated error on flush");
            }

            if (!disk.IgnoresFlushData)
            {
                node.Flush(withLength);
            }
        }
    }
}
