using Rollup.Auditor.Evidence;
using Rollup.Auditor.Receipts;
using Rollup.Auditor.Replay;
using Rollup.Auditor.Sources;
using Rollup.Crypto.Signatures;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor;

/// <summary>What to audit, and with what.</summary>
/// <param name="Receipts">To compare with the log.</param>
/// <param name="SequencerKey">Signer of the receipts; null when it is not known, which leaves their signatures unchecked.</param>
public sealed record AuditOptions(ChainContext Chain, IReadOnlyList<Receipt> Receipts, PublicKey? SequencerKey)
{
    /// <summary>File to go on from, and to write while going on; null for none.</summary>
    public string? CheckpointFile { get; init; }

    /// <summary>Events between two checkpoints, at least.</summary>
    public long CheckpointEvery { get; init; } = 250_000;
}

/// <summary>The outcome, and evidence against the Sequencer if there is any.</summary>
public sealed record AuditResult(AuditReport Report, IReadOnlyList<IEvidence> Evidence);

/// <summary>Replays a log and reaches its own verdict.</summary>
public sealed class Audit
{
    /// <summary>Events read and examined together: enough to keep every core busy, few enough to hold in memory.</summary>
    private const int Stretch = 8192;

    /// <summary>The longest history that evidence may carry.</summary>
    private const int MaxEvidenceEvents = 50_000;

    private readonly IAuditSource _source;
    private readonly AuditOptions _options;
    private readonly LogReplay _replay;
    private readonly ReceiptBook _receipts;
    private readonly List<string> _notChecked = [];
    private long _lastCheckpoint;

    private Audit(IAuditSource source, AuditOptions options, Checkpoint? from)
    {
        _source = source;
        _options = options;
        _replay = from is null ? new LogReplay(options.Chain) : new LogReplay(from);
        _lastCheckpoint = _replay.Events;
        _receipts = new ReceiptBook(options.Receipts, options.Chain, options.SequencerKey);
    }

    /// <summary>Audits all events that the source has when the end is reached.</summary>
    /// <exception cref="AuditSourceException">The source cannot be reached at all.</exception>
    /// <exception cref="FormatException">The checkpoint file is damaged.</exception>
    public static async Task<AuditResult> RunAsync(
        IAuditSource source, AuditOptions options, IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Audit audit = new(source, options, await FindCheckpointAsync(source, options, cancellationToken));
        Finding? finding = await audit.ReplayAsync(progress, cancellationToken);
        return await audit.ConcludeAsync(finding, cancellationToken);
    }

    /// <summary>The checkpoint to go on from: of this chain, before every receipt, and with the log's own hash at its place.</summary>
    private static async Task<Checkpoint?> FindCheckpointAsync(IAuditSource source, AuditOptions options, CancellationToken cancellationToken)
    {
        if (options.CheckpointFile is not { } path || !File.Exists(path))
        {
            return null;
        }

        Checkpoint checkpoint = Checkpoint.Load(path);
        if (checkpoint.Chain != options.Chain || options.Receipts.Any(receipt => receipt.Sequence < checkpoint.Events))
        {
            return null;
        }

        return await source.ReadAsync(checkpoint.Events - 1, 1, cancellationToken) is [var last] && HashOf(last) == checkpoint.Head
            ? checkpoint
            : null; // another history: it is audited from its first event
    }

    private void Note(ExaminedEvent @event)
    {
        _receipts.Compare(@event);
        if (_options.CheckpointFile is { } path && @event.Event is BatchSealed && _replay.Events - _lastCheckpoint >= _options.CheckpointEvery)
        {
            _replay.ToCheckpoint().Save(path);
            _lastCheckpoint = _replay.Events;
        }
    }

    private async Task<Finding?> ReplayAsync(IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        long total = await _source.CountAsync(cancellationToken);
        try
        {
            // The next stretch is read while this one is checked.
            Task<IReadOnlyList<RecordedEvent>> next = ReadAsync(_replay.Events, cancellationToken);
            while (await next is { Count: > 0 } events)
            {
                next = ReadAsync(events[^1].Revision + 1, cancellationToken);
                if (_replay.Continue(events, Note) is { } finding)
                {
                    await next; // a read under way must not outlive its source
                    return finding;
                }

                total = Math.Max(total, _replay.Events);
                progress?.Report(new(_replay.Events, total));
            }
        }
        catch (AuditSourceException damage) when (damage.IsDamage)
        {
            return new(_replay.Events, "", "the store is damaged", "readable events", damage.Message);
        }

        return await FindShortfallAsync(cancellationToken);
    }

    private async Task<Finding?> FindShortfallAsync(CancellationToken cancellationToken)
    {
        long count = await _source.CountAsync(cancellationToken);
        if (_replay.Events < count)
        {
            return new(_replay.Events, "", "the source ends before its own count", $"{count} events", $"{_replay.Events}");
        }

        if (_source.Confirmed is { } confirmed && await FindUnconfirmedAsync(confirmed, cancellationToken) is { } finding)
        {
            return finding;
        }

        return _replay.EndsWithWholeGroup
            ? null
            : new(_replay.Events, "", "the last append group is not whole", "all of its events", $"{_replay.Events} events in all");
    }

    /// <summary>The log must hold the newest event that was confirmed, and with it, by the hash chain, every one before.</summary>
    private async Task<Finding?> FindUnconfirmedAsync(LogHead confirmed, CancellationToken cancellationToken)
    {
        if (_replay.Events <= confirmed.Sequence)
        {
            string tail = _source.UnfinishedTail is { } unfinished ? $", and behind it {unfinished}" : "";
            return new(
                _replay.Events, "", "a confirmed event is damaged or missing",
                $"every event up to {confirmed.Sequence}, for which a receipt may have left", $"a log that ends with {_replay.Events} events{tail}");
        }

        RecordedEvent stored = (await _source.ReadAsync(confirmed.Sequence, 1, cancellationToken))[0];
        EventHash hash = HashOf(stored) ?? default;
        return hash == confirmed.Hash ? null : new(
            confirmed.Sequence, stored.Type, "another event was confirmed under this number", $"the event with hash {confirmed.Hash}", $"{hash}");
    }

    /// <summary>Null when the metadata cannot be read.</summary>
    private static EventHash? HashOf(RecordedEvent stored) =>
        EventMetadata.TryDecode(stored.Metadata.Span, out EventMetadata? metadata, out _)
            ? EventHash.Of(metadata.Previous, stored.Data.Span)
            : null;

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(long from, CancellationToken cancellationToken) =>
        Task.Run(() => _source.ReadAsync(from, Stretch, cancellationToken).AsTask(), cancellationToken);

    private async Task<AuditResult> ConcludeAsync(Finding? finding, CancellationToken cancellationToken)
    {
        if (finding is null)
        {
            _receipts.Close(_replay.Events);
        }

        if (_options.Receipts.Count > 0 && _options.SequencerKey is null)
        {
            _notChecked.Add("the receipts' signatures: the sequencer's key is not known (--sequencer-key)");
        }

        if (finding is not null && _options.Receipts.Any(receipt => receipt.Sequence >= finding.Sequence))
        {
            _notChecked.Add($"receipts from event {finding.Sequence} on: the log is not right from there");
        }

        _notChecked.AddRange(_source.NotCheckable);
        AuditVerdict verdict = finding is not null || _receipts.Findings.Count > 0 ? AuditVerdict.Failed
            : _notChecked.Count > 0 ? AuditVerdict.Incomplete
            : AuditVerdict.Ok;
        AuditReport report = new(
            verdict, _replay.Events, _replay.Batches, _replay.OpenOperations, _replay.Root.ToString(), _replay.Head.ToString(),
            finding, _receipts.Count, _receipts.Findings, _notChecked, Notes(finding));
        return new(report, await CollectEvidenceAsync(cancellationToken));
    }

    private List<string> Notes(Finding? finding)
    {
        List<string> notes = [.. _source.Notes];
        if (finding is null && _source.UnfinishedTail is { } tail)
        {
            notes.Add($"{tail}: a crash left it or a running node is writing it; the audit ends before it"
                + (_source.Confirmed is null ? "" : ", and the mark covers nothing in it"));
        }

        return notes;
    }

    private async Task<IReadOnlyList<IEvidence>> CollectEvidenceAsync(CancellationToken cancellationToken)
    {
        List<IEvidence> evidence = [.. _receipts.Equivocations];
        foreach (Receipt dropped in _options.SequencerKey is null ? [] : _receipts.Contradicted)
        {
            if (_receipts.AnchorAfter(dropped.Sequence) is { } anchor && anchor.Sequence - dropped.Sequence < MaxEvidenceEvents)
            {
                DroppedOperationEvidence candidate = await GatherAsync(dropped, anchor, cancellationToken);
                if (candidate.Refute(_options.SequencerKey!) is null)
                {
                    evidence.Add(candidate);
                }
            }
        }

        return evidence;
    }

    private async Task<DroppedOperationEvidence> GatherAsync(Receipt dropped, Receipt anchor, CancellationToken cancellationToken)
    {
        int count = (int)(anchor.Sequence - dropped.Sequence + 1);
        List<ReadOnlyMemory<byte>> events = new(count);
        EventHash previous = default;
        while (events.Count < count)
        {
            IReadOnlyList<RecordedEvent> part = await _source.ReadAsync(dropped.Sequence + events.Count, count - events.Count, cancellationToken);
            if (events.Count == 0 && EventMetadata.TryDecode(part[0].Metadata.Span, out EventMetadata? metadata, out _))
            {
                previous = metadata.Previous;
            }

            events.AddRange(part.Select(@event => (ReadOnlyMemory<byte>)@event.Data.ToArray()));
        }

        return new(dropped, anchor, previous, events);
    }
}
