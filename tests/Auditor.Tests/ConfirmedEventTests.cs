using Rollup.Auditor.Sources;
using Rollup.Auditor.Tests.TestKit;
using Rollup.EventLog;
using Rollup.EventLog.Marks;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests;

/// <summary>Damage to a log's last group looks like a write that a crash cut short: only the high-water mark tells them apart.</summary>
[Trait("Plan", "E08")]
public sealed class ConfirmedEventTests : IDisposable
{
    private const string Identity = "chain 31337 contract 0x0000000000000000000000000000000000000000";

    private readonly string _root = Directory.CreateTempSubdirectory("audit-").FullName;
    private readonly List<RecordedEvent> _events = TestLog.Honest().Store();

    private string LogDirectory => Path.Combine(_root, "log");

    private string MarkFile => Path.Combine(_root, "mark");

    private string Segment => Assert.Single(Directory.GetFiles(LogDirectory, "*.segment"));

    private int Last => _events.Count - 1;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_whole_log_that_ends_with_the_confirmed_event_is_right_and_nothing_is_noted()
    {
        await WriteLogAsync(_events.Count);
        Confirm(Last);
        AuditReport report = await AuditAsync();
        Assert.Equal(AuditVerdict.Ok, report.Verdict);
        Assert.Equal(_events.Count, report.Events);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public async Task A_log_that_is_ahead_of_the_mark_is_right_as_after_a_crash_between_the_two_flushes()
    {
        await WriteLogAsync(_events.Count);
        Confirm(Last - 1);
        Assert.Equal(AuditVerdict.Ok, (await AuditAsync()).Verdict);
    }

    [Fact]
    public async Task Damage_to_the_confirmed_last_event_is_found_at_that_event()
    {
        await WriteLogAsync(_events.Count);
        Confirm(Last);
        FlipByteOf(Last);
        await AssertMissingAsync(Last, "an unfinished group");
    }

    [Fact]
    public async Task A_log_whose_confirmed_last_groups_were_cut_off_is_found_at_the_first_missing_event()
    {
        await WriteLogAsync(_events.Count - 1);
        Confirm(Last);
        await AssertMissingAsync(Last, $"ends with {Last} events");
    }

    [Fact]
    public async Task A_log_that_lost_all_its_segments_is_found_at_event_0()
    {
        await WriteLogAsync(_events.Count);
        Confirm(Last);
        File.Delete(Segment);
        await AssertMissingAsync(0, "ends with 0 events");
    }

    [Fact]
    public async Task A_confirmed_event_that_was_exchanged_with_a_fitting_chain_is_found()
    {
        await WriteLogAsync(_events.Count);
        using (HighWaterMark mark = HighWaterMark.Open(MarkFile, Identity))
        {
            mark.Advance(Last, new byte[32]);
        }

        AuditReport report = await AuditAsync();
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
        Assert.Equal((Last, "another event was confirmed under this number"), (report.FirstBadEvent!.Sequence, report.FirstBadEvent.Problem));
    }

    [Fact]
    public async Task Damage_beyond_the_mark_is_an_unfinished_write_that_the_report_notes()
    {
        await WriteLogAsync(_events.Count);
        Confirm(Last - 1);
        FlipByteOf(Last);
        AuditReport report = await AuditAsync();
        Assert.Equal(AuditVerdict.Ok, report.Verdict);
        Assert.Equal(Last, report.Events);
        Assert.Matches("an unfinished group .* the mark covers nothing in it", Assert.Single(report.Notes));
    }

    [Fact]
    public async Task A_log_alone_is_audited_and_the_report_says_what_that_cannot_show()
    {
        await WriteLogAsync(_events.Count);
        AuditReport whole = await AuditAsync();
        Assert.Equal(AuditVerdict.Ok, whole.Verdict);
        Assert.Contains("no high-water mark", Assert.Single(whole.Notes));

        FlipByteOf(Last);
        AuditReport cut = await AuditAsync();
        Assert.Equal((AuditVerdict.Ok, (long)Last), (cut.Verdict, cut.Events));
        Assert.Collection(
            cut.Notes,
            note => Assert.Contains("no high-water mark", note),
            note => Assert.DoesNotContain("the mark covers", note[note.IndexOf("unfinished", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task A_mark_that_cannot_be_used_leaves_the_audit_incomplete()
    {
        await WriteLogAsync(_events.Count);
        HighWaterMark.Open(MarkFile, "another log").Dispose();
        AuditReport foreign = await AuditAsync();
        Assert.Equal(AuditVerdict.Incomplete, foreign.Verdict);
        Assert.Contains("'another log'", Assert.Single(foreign.NotChecked));

        File.WriteAllBytes(MarkFile, new byte[8192]);
        AuditReport damaged = await AuditAsync();
        Assert.Equal(AuditVerdict.Incomplete, damaged.Verdict);
        Assert.Contains("no slot of the high-water mark is whole", Assert.Single(damaged.NotChecked));
    }

    private async Task AssertMissingAsync(int sequence, string found)
    {
        AuditReport report = await AuditAsync();
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
        Assert.Equal(sequence, report.FirstBadEvent!.Sequence);
        Assert.Equal("a confirmed event is damaged or missing", report.FirstBadEvent.Problem);
        Assert.Contains($"up to {Last}", report.FirstBadEvent.Expected);
        Assert.Contains(found, report.FirstBadEvent.Found);
        Assert.Equal(sequence, report.Events);
    }

    /// <summary>The first events, each in a group of its own on disk.</summary>
    private async Task WriteLogAsync(int count)
    {
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(new(LogDirectory, Identity) { SegmentBytes = 1 << 20 });
        foreach (RecordedEvent @event in _events.Take(count))
        {
            NewEvent next = new(new Guid((int)@event.Revision, 0, 0, new byte[8]), @event.Type, @event.Data, @event.Metadata);
            Assert.IsType<Appended>(await log.AppendAsync(LogAuditSource.OperationsStream, @event.Revision - 1, [next]));
        }
    }

    private void Confirm(int sequence)
    {
        Assert.True(EventMetadata.TryDecode(_events[sequence].Metadata.Span, out EventMetadata? metadata, out _));
        byte[] hash = new byte[Bytes32.ByteCount];
        metadata.Hash.Value.Write(hash);
        using HighWaterMark mark = HighWaterMark.Open(MarkFile, Identity);
        Assert.Equal(MarkAdvance.Recorded, mark.Advance(sequence, hash));
    }

    private void FlipByteOf(int sequence)
    {
        byte[] bytes = File.ReadAllBytes(Segment);
        int place = bytes.AsSpan().IndexOf(_events[sequence].Data.Span);
        Assert.True(place > 0);
        bytes[place] ^= 1;
        File.WriteAllBytes(Segment, bytes);
    }

    private async Task<AuditReport> AuditAsync()
    {
        await using LogAuditSource source = await LogAuditSource.OpenAsync(LogDirectory, MarkFile, CancellationToken.None);
        Assert.Equal(Identity, source.Identity);
        return (await Audit.RunAsync(source, new AuditOptions(TestLog.Chain, [], null))).Report;
    }
}
