using System.Runtime.CompilerServices;
using Rollup.EventLog.Segments;

namespace Rollup.EventLog;

/// <summary>An embedded log opened to look at it; for auditors and backups. Never writes.</summary>
/// <remarks>An unfinished group at the end is left out: a crash left it there, or a writer is just writing it.</remarks>
public sealed class ReadOnlyEventLog : IEventReader
{
    private readonly ReadOnlyLogOptions _options;
    private readonly LogIndex _index;
    private readonly LogScan _scan;
    private readonly EventReader _reader;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task? _following;

    private ReadOnlyEventLog(ReadOnlyLogOptions options, LogIndex index, LogScan scan)
    {
        (_options, _index, _scan) = (options, index, scan);
        _reader = new EventReader(options.FileSystem, options.Directory, index);
    }

    /// <summary>What the log calls itself; null while it has no segment.</summary>
    public string? Identity => _scan.Identity;

    /// <summary>The unfinished group at the log's end, for the operator; null when there is none.</summary>
    public string? UnfinishedTail => _scan.Torn is { } torn
        ? $"{SegmentFiles.Name(torn.Segment)}: an unfinished group of {torn.Bytes} bytes stands at offset {torn.Offset} ({torn.Reason})"
        : null;

    internal static ReadOnlyEventLog Open(ReadOnlyLogOptions options)
    {
        try
        {
            var index = new LogIndex();
            LogScan scan = LogScan.Run(options.FileSystem, options.Directory, options.Identity, index);

            // Only flushed events are visible, also from here: the last group may still be in the page cache alone.
            scan.Last?.Flush();
            return new ReadOnlyEventLog(options, index, scan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EventLogUnavailableException($"The event log in {options.Directory} cannot be opened", e);
        }
    }

    /// <summary>Makes visible what has been appended since the log was opened.</summary>
    /// <exception cref="EventLogException">What <see cref="EmbeddedEventLog.OpenReadOnlyAsync(string, CancellationToken)"/> throws.</exception>
    public Task RefreshAsync() => Task.Run(Refresh);

    public IAsyncEnumerable<RecordedEvent> ReadAsync(
        string stream, long fromRevision, ReadDirection direction, long maxCount, CancellationToken cancellationToken = default)
        => _reader.ReadAsync(stream, fromRevision, direction, maxCount, cancellationToken);

    /// <summary>As for a writer's log; looks for new events at the options' interval. Damage met on the way ends the subscription with its exception.</summary>
    public IAsyncEnumerable<RecordedEvent> SubscribeAsync(string stream, long fromRevision, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _following ??= FollowAsync();
        }

        return _reader.SubscribeAsync(stream, fromRevision, cancellationToken);
    }

    public ValueTask<long> GetRevisionAsync(string stream, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(_reader.GetRevision(stream));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await (_following ?? Task.CompletedTask);
        _index.End(new ObjectDisposedException(nameof(ReadOnlyEventLog)));
        _scan.Dispose();
        _closing.Dispose();
    }

    private void Refresh()
    {
        lock (_gate)
        {
            _scan.Continue(isFollowing: true);
        }
    }

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(_options.PollInterval, _options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                Refresh();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        catch (Exception e)
        {
            _index.End(e);
        }
    }
}
