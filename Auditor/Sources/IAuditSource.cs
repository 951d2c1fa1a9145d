using Rollup.EventLog;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Sources;

/// <summary>Where an audit reads the operations stream from.</summary>
public interface IAuditSource : IAsyncDisposable
{
    /// <summary>For people: a directory or an address.</summary>
    string Name { get; }

    /// <summary>The newest event that may have been confirmed to somebody, by a record kept outside the log; null when none is known.</summary>
    /// <remarks>A node asked over the network vouches for itself: receipts show what it had confirmed.</remarks>
    LogHead? Confirmed => null;

    /// <summary>What stands behind the last whole group and is no event; null when nothing does.</summary>
    string? UnfinishedTail => null;

    /// <summary>What a reader of the report should know of this source, though nothing is wrong.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>What this source should let the audit check, and does not.</summary>
    IReadOnlyList<string> NotCheckable => [];

    /// <summary>How many events there are now.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>At most <paramref name="maxCount"/> events from number <paramref name="from"/> on; none at the end.</summary>
    /// <exception cref="AuditSourceException">The store is damaged or does not answer.</exception>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(long from, int maxCount, CancellationToken cancellationToken);
}

/// <summary>The log cannot be read; nothing can be said about the events from here on.</summary>
/// <param name="isDamage">True when the store itself is damaged, false when it cannot be reached.</param>
public sealed class AuditSourceException(string message, bool isDamage, Exception? cause = null) : Exception(message, cause)
{
    public bool IsDamage { get; } = isDamage;
}
