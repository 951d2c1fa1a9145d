using Rollup.Auditor.Tests.TestKit;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests;

[Trait("Plan", "U07")]
public sealed class CheckpointTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("rollup-audit-").FullName, "checkpoint");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public async Task An_audit_that_goes_on_from_a_checkpoint_reaches_the_verdict_of_one_run()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        AuditReport whole = await TestLog.AuditAsync(stored);
        int firstSeal = stored.FindIndex(e => e.Type == BatchSealed.TypeName);
        await AuditAsync([.. stored.Take(firstSeal + 2)]);
        Assert.True(File.Exists(_path));

        CountingSource source = new(stored);
        AuditReport resumed = (await Audit.RunAsync(source, Options())).Report;

        Assert.Equal(firstSeal + 1, source.Lowest(skip: 1));
        Assert.Equal((whole.Verdict, whole.Events, whole.StateRoot, whole.LastEventHash), (resumed.Verdict, resumed.Events, resumed.StateRoot, resumed.LastEventHash));
    }

    [Fact]
    public async Task A_fault_after_the_checkpoint_is_found_as_in_one_run()
    {
        TestLog log = TestLog.Honest();
        await AuditAsync([.. log.Store().Take(7)]);
        RollupEvent[] events = [.. log.Events];
        ForcedExitProcessed exit = (ForcedExitProcessed)events[9];
        events[9] = exit with { ForcedExit = exit.ForcedExit with { Burned = 1 } };
        Assert.Equal(9, (await AuditAsync(log.Store(events))).FirstBadEvent!.Sequence);
    }

    [Fact]
    public async Task Another_history_is_audited_from_its_first_event()
    {
        await AuditAsync(TestLog.Honest().Store());
        TestLog other = new();
        other.Deposit(new TestUser(5), 0, 77);
        other.Seal();
        AuditReport report = await AuditAsync(other.Store());
        Assert.Equal((AuditVerdict.Ok, 2L), (report.Verdict, report.Events));
    }

    [Fact]
    public async Task Receipts_from_before_the_checkpoint_are_still_compared()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        await AuditAsync(stored);
        Receipt forged = TestLog.ReceiptFor(stored[2]) is var r ? r with { Leaf = r.Leaf with { Event = default } } : null!;
        AuditReport report = (await Audit.RunAsync(
            new ListSource(stored), new AuditOptions(TestLog.Chain, [forged], null) { CheckpointFile = _path })).Report;
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_refused()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        await AuditAsync(stored);
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_path, bytes);
        await Assert.ThrowsAsync<FormatException>(() => AuditAsync(stored));
    }

    private AuditOptions Options() => new(TestLog.Chain, [], null) { CheckpointFile = _path, CheckpointEvery = 1 };

    private async Task<AuditReport> AuditAsync(IReadOnlyList<RecordedEvent> events) => (await Audit.RunAsync(new ListSource(events), Options())).Report;

    private sealed class CountingSource(IReadOnlyList<RecordedEvent> events) : Auditor.Sources.IAuditSource
    {
        private readonly List<long> _reads = [];

        public string Name => "counted";

        public long Lowest(int skip) => _reads.Skip(skip).Min();

        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult<long>(events.Count);

        public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(long from, int maxCount, CancellationToken cancellationToken)
        {
            _reads.Add(from);
            return ValueTask.FromResult<IReadOnlyList<RecordedEvent>>([.. events.Skip((int)from).Take(maxCount)]);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
