using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>Fills the next segment with zeros before it is needed.</summary>
/// <remarks>
/// Why zeros are really written, not only reserved: the first write into reserved space changes the file's extent map, and
/// the flush after it must then wait for the file system's journal. In a zero-filled file a flush writes data alone.
/// </remarks>
internal sealed class SegmentPreparer(IFileSystem fileSystem, string directory, int segmentBytes, bool inBackground)
{
    private const int ChunkBytes = 1 << 20;

    private Task<IStorageFile>? _spare;
    private volatile bool _isStopping;

    public string SparePath { get; } = Path.Combine(directory, SegmentFiles.Spare);

    /// <summary>Begins to fill a spare, unless one is there or under way.</summary>
    public void Start()
    {
        if (inBackground)
        {
            _spare ??= Task.Factory.StartNew(Prepare, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>The open, zero-filled and flushed spare; waits for it, or makes it.</summary>
    /// <exception cref="IOException">It could not be made; the next call tries again.</exception>
    public IStorageFile Take()
    {
        Task<IStorageFile>? spare = _spare;
        _spare = null;
        return spare is null ? Prepare() : spare.GetAwaiter().GetResult();
    }

    /// <summary>Has a spare ready, or throws as <see cref="Take"/> does.</summary>
    public void Ensure() => _spare = Task.FromResult(Take());

    /// <summary>Ends the work under way and removes the spare.</summary>
    public void Stop()
    {
        _isStopping = true;
        try
        {
            _spare?.GetAwaiter().GetResult().Dispose();
            RemoveSpare();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or UnauthorizedAccessException)
        {
            // The next opening removes it.
        }
    }

    private IStorageFile Prepare()
    {
        IStorageFile file = fileSystem.Open(SparePath, FileUse.Create);
        try
        {
            byte[] zeros = new byte[Math.Min(ChunkBytes, segmentBytes)];
            for (int offset = 0; offset < segmentBytes; offset += zeros.Length)
            {
                if (_isStopping)
                {
                    throw new OperationCanceledException();
                }

                file.Write(offset, zeros.AsSpan(0, Math.Min(zeros.Length, segmentBytes - offset)));

                // Small flushes, so that the writer's own flush never queues behind a whole segment.
                file.FlushData();
            }

            file.Flush();
            return file;
        }
        catch
        {
            file.Dispose();
            RemoveSpare(); // gives the room back to whoever needs it
            throw;
        }
    }

    /// <summary>Removes what a crash may have left.</summary>
    public void RemoveSpare()
    {
        if (fileSystem.FileExists(SparePath))
        {
            fileSystem.Delete(SparePath);
        }
    }
}
