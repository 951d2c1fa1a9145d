namespace Rollup.EventLog.Tests;

/// <summary>What every store behind the port must do. One class per store derives from it.</summary>
public abstract class EventLogConformance : IAsyncLifetime
{
    private const string Stream = "operations";

    private IEventLog? _log;

    protected IEventLog Log => _log!;

    /// <summary>A new, empty log.</summary>
    protected abstract Task<IEventLog> CreateAsync();

    public async Task InitializeAsync() => _log = await CreateAsync();

    public async Task DisposeAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_stream_that_was_never_written_has_no_revision_and_no_events()
    {
        Assert.Equal(IEventLog.NoStream, await Log.GetRevisionAsync(Stream));
        Assert.Empty(await Log.ReadAll(Stream));
        Assert.Empty(await Log.ReadAll(Stream, from: long.MaxValue, ReadDirection.Backwards));
    }

    [Fact]
    public async Task Events_are_read_back_as_they_were_appended_and_numbered_from_zero()
    {
        NewEvent[] events = TestEvents.Make(Stream, 0, count: 5, dataBytes: 333, seed: 1);
        Assert.Equal(new Appended(0), await Log.AppendAsync(Stream, IEventLog.NoStream, events[..1]));
        Assert.Equal(new Appended(4), await Log.AppendAsync(Stream, 0, events[1..]));

        List<RecordedEvent> read = await Log.ReadAll(Stream);
        Assert.Equal(5, read.Count);
        for (int i = 0; i < read.Count; i++)
        {
            TestEvents.AssertEqual(events[i], Stream, i, read[i]);
        }

        Assert.Equal(4, await Log.GetRevisionAsync(Stream));
    }

    [Fact]
    public async Task Events_without_data_and_metadata_are_kept()
    {
        var bare = new NewEvent(TestEvents.Id(Stream, 0, 9), "T", default, default);
        Assert.Equal(new Appended(0), await Log.AppendAsync(Stream, -1, [bare]));
        RecordedEvent read = Assert.Single(await Log.ReadAll(Stream));
        Assert.Equal((bare.Id, "T", 0, 0), (read.Id, read.Type, read.Data.Length, read.Metadata.Length));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task An_append_at_another_revision_than_the_actual_one_is_refused_and_writes_nothing(long expected)
    {
        await Log.Fill(Stream, 3);
        AppendResult result = await Log.AppendAsync(Stream, expected, TestEvents.Make(Stream, 3, 2, 40, seed: 77));
        Assert.Equal(new WrongRevision(expected, Actual: 2), result);
        Assert.Equal(3, (await Log.ReadAll(Stream)).Count);
    }

    [Fact]
    public async Task Streams_are_numbered_each_by_itself()
    {
        for (int round = 0; round < 10; round++)
        {
            await Log.Fill("operations", 3);
            await Log.Fill("proofs", 1);
            await Log.Fill("l1", 2);
        }

        Assert.Equal(29, await Log.GetRevisionAsync("operations"));
        Assert.Equal(9, await Log.GetRevisionAsync("proofs"));
        List<RecordedEvent> l1 = await Log.ReadAll("l1");
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), l1.Select(e => e.Revision));
        Assert.All(l1, e => TestEvents.AssertEqual(TestEvents.Make("l1", e.Revision), "l1", e.Revision, e));
    }

    [Theory]
    [InlineData(0, 10, 0, 10)]
    [InlineData(7, 2, 7, 2)]
    [InlineData(8, 100, 8, 2)]
    [InlineData(9, 1, 9, 1)]
    [InlineData(10, 5, 0, 0)]
    [InlineData(long.MaxValue, 5, 0, 0)]
    [InlineData(3, 0, 0, 0)]
    public async Task A_forward_read_starts_at_its_revision_and_stops_at_its_count(long from, long max, long first, int count)
    {
        await Log.Fill(Stream, 10);
        List<RecordedEvent> read = await Log.ReadAll(Stream, from, ReadDirection.Forwards, max);
        Assert.Equal(Enumerable.Range(0, count).Select(i => first + i), read.Select(e => e.Revision));
    }

    [Theory]
    [InlineData(9, 10, 9, 10)]
    [InlineData(long.MaxValue, 3, 9, 3)]
    [InlineData(4, 2, 4, 2)]
    [InlineData(1, 100, 1, 2)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(5, 0, 0, 0)]
    public async Task A_backward_read_starts_at_its_revision_and_goes_down(long from, long max, long first, int count)
    {
        await Log.Fill(Stream, 10);
        List<RecordedEvent> read = await Log.ReadAll(Stream, from, ReadDirection.Backwards, max);
        Assert.Equal(Enumerable.Range(0, count).Select(i => first - i), read.Select(e => e.Revision));
    }

    [Fact, Trait("Plan", "E02"), Trait("Plan", "K02")]
    public async Task The_same_append_again_answers_with_the_first_revision_and_writes_nothing()
    {
        await Log.Fill(Stream, 2);
        NewEvent[] events = TestEvents.Make(Stream, 2, 3, 40, seed: 5);
        Assert.Equal(new Appended(4), await Log.AppendAsync(Stream, 1, events));
        await Log.Fill(Stream, 4, seed: 6);

        Assert.Equal(new Appended(4), await Log.AppendAsync(Stream, 1, events));
        Assert.Equal(8, await Log.GetRevisionAsync(Stream));
    }

    [Fact, Trait("Plan", "K02")]
    public async Task A_first_part_of_an_earlier_append_is_a_repetition_too()
    {
        NewEvent[] events = TestEvents.Make(Stream, 0, 3, 40, seed: 5);
        await Log.AppendAsync(Stream, -1, events);
        Assert.Equal(new Appended(1), await Log.AppendAsync(Stream, -1, events[..2]));
        Assert.Equal(2, await Log.GetRevisionAsync(Stream));
    }

    [Fact, Trait("Plan", "K02")]
    public async Task An_earlier_append_with_a_new_event_behind_it_is_refused()
    {
        NewEvent[] events = TestEvents.Make(Stream, 0, 3, 40, seed: 5);
        await Log.AppendAsync(Stream, -1, events[..2]);
        Assert.Equal(new WrongRevision(-1, Actual: 1), await Log.AppendAsync(Stream, -1, events));
    }

    [Fact, Trait("Plan", "K02")]
    public async Task An_earlier_append_in_another_order_is_refused()
    {
        NewEvent[] events = TestEvents.Make(Stream, 0, 2, 40, seed: 5);
        await Log.AppendAsync(Stream, -1, events);
        Assert.Equal(new WrongRevision(-1, Actual: 1), await Log.AppendAsync(Stream, -1, [events[1], events[0]]));
    }

    [Fact, Trait("Plan", "K02")]
    public async Task Ids_that_stand_earlier_are_written_again_at_the_current_revision()
    {
        NewEvent[] events = TestEvents.Make(Stream, 0, 2, 40, seed: 5);
        await Log.AppendAsync(Stream, -1, events);
        Assert.Equal(new Appended(3), await Log.AppendAsync(Stream, 1, events));
        Assert.Equal(4, (await Log.ReadAll(Stream)).Count);
    }

    [Fact]
    public async Task The_same_id_in_two_streams_is_two_events()
    {
        NewEvent e = TestEvents.Make(Stream, 0);
        Assert.Equal(new Appended(0), await Log.AppendAsync("operations", -1, [e]));
        Assert.Equal(new Appended(0), await Log.AppendAsync("proofs", -1, [e]));
    }

    [Fact]
    public async Task Of_many_appends_at_one_revision_exactly_one_is_taken()
    {
        Task<AppendResult>[] appends = [.. Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
            await Log.AppendAsync(Stream, -1, [TestEvents.Make(Stream, 0, seed: i)])))];
        AppendResult[] results = await Task.WhenAll(appends);
        Assert.Single(results.OfType<Appended>());
        Assert.Equal(49, results.Count(result => result == new WrongRevision(-1, Actual: 0)));
        Assert.Single(await Log.ReadAll(Stream));
    }

    [Fact]
    public async Task The_same_append_sent_many_times_at_once_is_written_once_and_answered_alike()
    {
        NewEvent[] events = TestEvents.Make(Stream, 0, 3, 40, seed: 8);
        Task<AppendResult>[] appends = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await Log.AppendAsync(Stream, -1, events)))];
        Assert.All(await Task.WhenAll(appends), result => Assert.Equal(new Appended(2), result));
        Assert.Equal(3, (await Log.ReadAll(Stream)).Count);
    }

    [Fact]
    public async Task A_subscription_gives_history_and_then_live_events_without_gap_or_repeat()
    {
        const int Total = 600;
        await Log.Fill(Stream, 100);
        Task writer = Task.Run(async () =>
        {
            while (await Log.GetRevisionAsync(Stream) < Total - 1)
            {
                await Log.Fill(Stream, 10);
                await Log.Fill("proofs", 1);
            }
        });

        long expected = 40;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (RecordedEvent e in Log.SubscribeAsync(Stream, fromRevision: 40, timeout.Token))
        {
            TestEvents.AssertEqual(TestEvents.Make(Stream, expected), Stream, expected, e);
            if (++expected == Total)
            {
                break;
            }
        }

        await writer;
    }

    [Fact]
    public async Task A_subscription_to_a_missing_stream_waits_for_its_first_event()
    {
        IAsyncEnumerator<RecordedEvent> events = Log.SubscribeAsync(Stream, 0).GetAsyncEnumerator();
        ValueTask<bool> first = events.MoveNextAsync();
        Assert.False(first.IsCompleted);
        await Log.Fill(Stream, 1);
        Assert.True(await first);
        Assert.Equal(0, events.Current.Revision);
        await events.DisposeAsync();
    }

    [Fact]
    public async Task A_subscription_ends_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerator<RecordedEvent> events = Log.SubscribeAsync(Stream, 0, cancellation.Token).GetAsyncEnumerator();
        ValueTask<bool> first = events.MoveNextAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        await events.DisposeAsync();
    }

    [Fact, Trait("Plan", "E33"), Trait("Plan", "K13")]
    public async Task An_append_of_the_maximum_size_is_taken_and_one_byte_more_is_refused_for_good()
    {
        // The limit counts type, data and metadata of all events of the append.
        NewEvent half = TestEvents.Make(Stream, 0, dataBytes: 500_000);
        int rest = 1_048_576 - half.Data.Length - half.Metadata.Length - half.Type.Length;
        var fitting = new NewEvent(TestEvents.Id(Stream, 1, 0), "T", new byte[rest - 1], default);
        var oversized = new NewEvent(fitting.Id, "T", new byte[rest], default);

        AppendRefused refused = Assert.IsType<AppendRefused>(await Log.AppendAsync(Stream, -1, [half, oversized]));
        Assert.False(refused.Retryable);
        Assert.Contains("1048577", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(-1, await Log.GetRevisionAsync(Stream));

        Assert.Equal(new Appended(1), await Log.AppendAsync(Stream, -1, [half, fitting]));
        Assert.Equal(rest - 1, (await Log.ReadAll(Stream))[1].Data.Length);
    }

    [Fact]
    public async Task Malformed_appends_are_the_callers_bug_and_throw()
    {
        NewEvent e = TestEvents.Make(Stream, 0);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.AppendAsync("", -1, [e]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.AppendAsync("ümlaut", -1, [e]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.AppendAsync(new string('s', 256), -1, [e]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.AppendAsync(Stream, -2, [e]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.AppendAsync(Stream, -1, []));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.AppendAsync(Stream, -1, [e with { Type = "" }]));
        Assert.Equal(-1, await Log.GetRevisionAsync(Stream));
    }

    [Fact]
    public async Task A_cancelled_append_is_not_written()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Log.AppendAsync(Stream, -1, [TestEvents.Make(Stream, 0)], new CancellationToken(canceled: true)));
        Assert.Equal(-1, await Log.GetRevisionAsync(Stream));
    }
}
