using Rollup.EventLog.Segments;

namespace Rollup.EventLog;

/// <summary>An event log in segment files, owned by one process: the default store. docs/spec/eventlog.md.</summary>
public sealed class EmbeddedEventLog : IEventLog
{
    private static readonly TimeSpan FullDiskRetry = TimeSpan.FromSeconds(1);

    private readonly EmbeddedLogOptions _options;
    private readonly IDisposable _lock;
    private readonly LogIndex _index;
    private readonly EventReader _reader;
    private readonly SegmentPreparer _preparer;
    private readonly SegmentAppender _appender;
    private readonly CommitClock _clock;
    private readonly GroupWriter _writer;
    private readonly AppendQueue _queue;
    private readonly int _largestAppend; // encoded, so that it fits into an empty segment
    private readonly Thread? _thread;
    private readonly List<PendingAppend> _batch = [];
    private bool _disposed;

    /// <summary>Takes over what <see cref="LogOpening"/> has made ready.</summary>
    internal EmbeddedEventLog(EmbeddedLogOptions options, IDisposable directoryLock, LogIndex index, SegmentAppender appender, SegmentPreparer preparer)
    {
        (_options, _lock, _index, _appender, _preparer) = (options, directoryLock, index, appender, preparer);
        _reader = new EventReader(options.FileSystem, options.Directory, index);
        _clock = new CommitClock(options.Time);
        _writer = new GroupWriter(appender, index, _reader, _clock);
        _largestAppend = SegmentAppender.Capacity(options.SegmentBytes) - RecordFormat.TrailerBytes;
        _queue = new AppendQueue(options.MaxWaitingBytes, Math.Min(options.MaxGroupBytes, _largestAppend));
        if (!options.SingleThreaded)
        {
            _thread = new Thread(CommitUntilClosed) { Name = "event log", IsBackground = true };
            _thread.Start();
        }
    }

    /// <summary>Whether the log takes appends.</summary>
    public LogStatus Status => new(_writer.Stopped ?? _writer.Full, _writer.Stopped is not null, _clock.Age, _queue.Count);

    /// <summary>Locks the directory, checks every byte of the log, and cuts a torn tail.</summary>
    /// <exception cref="EventLogInUseException">Another process holds the directory.</exception>
    /// <exception cref="EventLogDamagedException">Nothing was changed.</exception>
    /// <exception cref="EventLogFormatException">Another log's files, or a newer format.</exception>
    /// <exception cref="EventLogUnavailableException">The file system refused.</exception>
    public static Task<EmbeddedEventLog> OpenAsync(EmbeddedLogOptions options, CancellationToken cancellationToken = default)
    {
        options.ThrowIfInvalid();
        return options.SingleThreaded
            ? Task.FromResult(LogOpening.Open(options))
            : Task.Run(() => LogOpening.Open(options), cancellationToken);
    }

    /// <summary>Opens a log to look at it: a copy, or one that another process is writing. Takes no lock and changes nothing.</summary>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public static Task<ReadOnlyEventLog> OpenReadOnlyAsync(string directory, CancellationToken cancellationToken = default)
        => OpenReadOnlyAsync(new ReadOnlyLogOptions(directory), cancellationToken);

    /// <inheritdoc cref="OpenReadOnlyAsync(string, CancellationToken)"/>
    public static Task<ReadOnlyEventLog> OpenReadOnlyAsync(ReadOnlyLogOptions options, CancellationToken cancellationToken = default)
        => Task.Run(() => ReadOnlyEventLog.Open(options), cancellationToken);

    public ValueTask<AppendResult> AppendAsync(
        string stream, long expectedRevision, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        AppendRules.ThrowIfMalformed(stream, expectedRevision, events);
        cancellationToken.ThrowIfCancellationRequested();
        if (AppendRules.CheckSize(events, _options.MaxAppendBytes) is { } refusal)
        {
            return ValueTask.FromResult<AppendResult>(refusal);
        }

        var append = new PendingAppend(stream, expectedRevision, events);
        if (append.Bytes > _largestAppend)
        {
            return ValueTask.FromResult<AppendResult>(
                new AppendRefused($"The append takes {append.Bytes} bytes, a segment holds {_largestAppend}.", Retryable: false));
        }

        if (!_queue.TryAdd(append))
        {
            return ValueTask.FromResult<AppendResult>(
                new AppendRefused($"More than {_options.MaxWaitingBytes} bytes wait to be written.", Retryable: true));
        }

        if (_thread is null && !IsHeld)
        {
            CommitWaiting();
        }

        return new ValueTask<AppendResult>(append.Completion);
    }

    public IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount, CancellationToken cancellationToken = default)
        => _reader.ReadAsync(stream, fromRevision, direction, maxCount, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> SubscribeAsync(string stream, long fromRevision, CancellationToken cancellationToken = default)
        => _reader.SubscribeAsync(stream, fromRevision, cancellationToken);

    public ValueTask<long> GetRevisionAsync(string stream, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(_reader.GetRevision(stream));

    /// <summary>Commits what waits, then lets the directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _queue.Close();
        if (_thread is not null)
        {
            await Task.Run(_thread.Join);
        }

        _index.End(new ObjectDisposedException(nameof(EmbeddedEventLog)));
        _preparer.Stop();
        _appender.Dispose();
        _lock.Dispose();
    }

    /// <summary>On a single-threaded log: keeps appends waiting until <see cref="CommitWaiting"/>, so that they share a group.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>Commits one group of what waits.</summary>
    internal void CommitWaiting()
    {
        _batch.Clear();
        _queue.Take(_batch);
        if (_batch.Count == 0)
        {
            return;
        }

        // With a thread of its own the log asks a full disk at intervals, not at each append.
        if (_thread is not null && _writer.Full is not null)
        {
            _writer.RefuseWhileFull(_batch);
        }
        else
        {
            _writer.Commit(_batch);
        }
    }

    private void CommitUntilClosed()
    {
        long lastAttempt = 0;
        while (_queue.Wait(_writer.Full is null ? Timeout.InfiniteTimeSpan : FullDiskRetry))
        {
            if (_writer.Full is not null && _options.Time.GetElapsedTime(lastAttempt) >= FullDiskRetry)
            {
                _writer.TryMakeRoom();
                lastAttempt = _options.Time.GetTimestamp();
            }

            CommitWaiting();
        }
    }
}
