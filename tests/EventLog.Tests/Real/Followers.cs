namespace Rollup.EventLog.Tests.Real;

/// <summary>Readers beside a writer: whole, flushed events, in order, each once, over many segments.</summary>
public sealed class Followers
{
    private const int Total = 3_000;

    [Fact, Trait("Plan", "E34")]
    public async Task A_follower_in_the_same_process_sees_every_event_once_while_the_writer_rolls()
    {
        using var directory = new TemporaryDirectory();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(directory));
        Task[] followers = [Follow(log, "operations", Total), Follow(log, "proofs", Total / 10), Follow(log, "operations", Total)];
        await WriteAsync(log);
        await Task.WhenAll(followers);
        Assert.True(Directory.GetFiles(directory.Path, "*.segment").Length > 10);
    }

    [Fact, Trait("Plan", "E34")]
    public async Task An_auditor_beside_a_live_writer_sees_every_event_once_and_no_damage()
    {
        using var directory = new TemporaryDirectory();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(directory));
        await log.Fill("operations", 1);
        await using ReadOnlyEventLog auditor = await EmbeddedEventLog.OpenReadOnlyAsync(
            new ReadOnlyLogOptions(directory.Path) { PollInterval = TimeSpan.FromMilliseconds(1) });
        Task[] followers = [Follow(auditor, "operations", Total), Follow(auditor, "proofs", Total / 10)];

        // Others come and go at random moments; whatever the writer is doing, they see a whole log.
        Task writing = WriteAsync(log);
        while (!writing.IsCompleted)
        {
            long before = await log.GetRevisionAsync("operations");
            await using ReadOnlyEventLog visitor = await EmbeddedEventLog.OpenReadOnlyAsync(directory.Path);
            Assert.InRange(await visitor.GetRevisionAsync("operations"), before, long.MaxValue);
        }

        await writing;
        await Task.WhenAll(followers);
        Assert.Equal("follow", auditor.Identity);
    }

    [Fact]
    public async Task A_copy_of_a_log_is_read_without_its_owner_and_refreshed_on_demand()
    {
        using var directory = new TemporaryDirectory();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(directory));
        await using ReadOnlyEventLog auditor = await EmbeddedEventLog.OpenReadOnlyAsync(directory.Path);
        Assert.Empty(await auditor.ReadAll("operations"));
        await log.Fill("operations", 5);
        Assert.Empty(await auditor.ReadAll("operations"));
        await auditor.RefreshAsync();
        Assert.Equal(5, (await auditor.ReadAll("operations")).Count);
    }

    [Fact]
    public async Task Closing_the_log_ends_its_subscriptions()
    {
        using var directory = new TemporaryDirectory();
        EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(directory));
        Task following = Follow(log, "operations", 10);
        await log.Fill("operations", 9);
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => following);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.Fill("operations", 1));
    }

    private static EmbeddedLogOptions Options(TemporaryDirectory directory)
        => new(directory.Path, "follow") { SegmentBytes = 64 * 1024, MaxAppendBytes = 30_000 };

    private static async Task WriteAsync(EmbeddedEventLog log)
    {
        while (await log.GetRevisionAsync("operations") < Total - 1)
        {
            await log.Fill("operations", 9, dataBytes: 300);
            await log.Fill("proofs", 1, dataBytes: 3000);
        }
    }

    private static async Task Follow(IEventReader log, string stream, int count)
    {
        await Task.Yield();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        long expected = 0;
        await foreach (RecordedEvent e in log.SubscribeAsync(stream, 0, timeout.Token))
        {
            Assert.Equal((stream, expected), (e.Stream, e.Revision));
            Assert.Equal(TestEvents.Id(stream, expected, 0), e.Id);
            if (++expected == count)
            {
                return;
            }
        }
    }
}
