using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Ordering;

public sealed class SealingBatches
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    [Fact]
    [Trait("Plan", "S23")]
    public async Task A_batch_is_sealed_when_it_is_old_enough_with_its_fees_in_the_same_append()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000, new(1));
        await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 100, nonce: 0, fee: 25, token: new(1)));

        BatchSealed sealing = await world.SealAsync();

        IReadOnlyList<RollupEvent> events = await world.EventsAsync();
        Assert.Collection(
            events,
            e => Assert.IsType<DepositCredited>(e),
            e => Assert.IsType<TransferAccepted>(e),
            e => Assert.Equal(25UL, Assert.IsType<FeesCollected>(e).Collection.Amount),
            e => Assert.IsType<BatchSealed>(e));
        List<StoredEvent> stored = await StoredAsync(world);
        Assert.All(stored[2..], e => Assert.Equal((2, 2), (e.Metadata.GroupFirst, e.Metadata.GroupSize)));
        Assert.Equal((0L, 3), (sealing.FirstSequence, sealing.OperationCount));
        Assert.Equal(events[0].At.UnixSeconds, sealing.Header.Timestamp);
        Assert.Equal(GenesisState.Root, sealing.PreviousRoot);
    }

    [Fact]
    [Trait("Plan", "S23")]
    public async Task A_batch_is_sealed_when_its_rung_is_full()
    {
        await using World world = await World.StartAsync(World.DefaultOptions with { BatchOperations = 16 });
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        for (ulong nonce = 0; nonce < 20; nonce++)
        {
            await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce));
        }

        BatchSealed sealing = Assert.Single((await world.EventsAsync()).OfType<BatchSealed>());
        Assert.Equal((16, 16), (sealing.OperationCount, sealing.Capacity));
        BatchSealed rest = await world.SealAsync();
        Assert.Equal((5, 17L), (rest.OperationCount, rest.FirstSequence));
    }

    [Fact]
    [Trait("Plan", "S23")]
    public async Task A_batch_that_is_full_and_old_at_once_is_sealed_once()
    {
        await using World world = await World.StartAsync(World.DefaultOptions with { BatchOperations = 16 });
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        for (ulong nonce = 0; nonce < 14; nonce++)
        {
            await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce));
        }

        world.Log.Hang();
        Task<SubmissionResult> last = world.SendAsync(Alice.Transfer(leaf, Bob, 1, nonce: 14));
        await Eventually.HoldsAsync(() => world.Log.Appends == 16, "the last append has begun");
        world.Time.Advance(TimeSpan.FromSeconds(10));
        world.Log.Resume();
        Assert.IsType<Confirmed>(await last);
        await Eventually.HoldsAsync(() => world.Core.State.Batches.Last.Value == 1, "the batch is sealed");
        await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce: 15));

        Assert.Single((await world.EventsAsync()).OfType<BatchSealed>());
    }

    [Fact]
    [Trait("Plan", "S23")]
    public async Task An_empty_batch_is_never_sealed()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        await world.SealAsync();

        for (int i = 0; i < 5; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // The writer has taken whatever ticks there were once it answers this.
        await world.RefuseAsync(Alice.Transfer(leaf, Bob, 0, nonce: 0));
        Assert.IsType<Refused>(await world.SendAsync(Alice.Transfer(leaf, Bob, 5000, nonce: 0)));
        Assert.Single((await world.EventsAsync()).OfType<BatchSealed>());
        Assert.IsType<BatchSealed>((await world.EventsAsync())[^1]);
    }

    [Fact]
    public async Task Operations_that_do_not_fit_any_more_open_the_next_batch()
    {
        // Opening transfers take three slots each: the largest rung holds 4,096 operations, 120,000 bytes only 1,900 of them.
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1_000_000);
        SignedOperation[] transfers = [.. Enumerable.Range(0, 2000).Select(i => Alice.Transfer(leaf, World.Party(10 + i), 1, (ulong)i))];
        foreach (SignedOperation[] chunk in transfers.Chunk(64))
        {
            BatchSubmissionResult result = await world.Core.Commands.Send(new SubmitBatch(chunk));
            Assert.All(result.Results, r => Assert.IsType<Confirmed>(r));
        }

        BatchSealed sealing = Assert.Single((await world.EventsAsync()).OfType<BatchSealed>());
        Assert.InRange(sealing.SlotCount * 21, 119_900, ProtocolLimits.MaxPublicDataBytes);
        Assert.True(sealing.OperationCount < 2000);
    }

    [Fact]
    public async Task A_batch_that_was_open_at_a_restart_is_sealed_with_all_its_operations()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000, new(1));
        await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 100, nonce: 0, fee: 25, token: new(1)));
        await world.RestartAsync();
        await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 100, nonce: 1, fee: 30, token: new(1)));

        BatchSealed sealing = await world.SealAsync();

        Assert.Equal(4, sealing.OperationCount);
        Assert.Equal(55UL, (await world.EventsAsync()).OfType<FeesCollected>().Single().Collection.Amount);
    }

    [Fact]
    public async Task A_batch_larger_than_a_newly_configured_rung_is_replayed_and_sealed_before_anything_is_added()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        for (ulong nonce = 0; nonce < 20; nonce++)
        {
            await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce));
        }

        world.Options = world.Options with { BatchOperations = 16 };
        await world.RestartAsync();
        await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce: 20));

        BatchSealed sealing = Assert.Single((await world.EventsAsync()).OfType<BatchSealed>());
        Assert.Equal((21, 256), (sealing.OperationCount, sealing.Capacity));
        await world.RestartAsync();
    }

    [Fact]
    public async Task The_sealed_root_is_that_of_a_replay_of_the_log()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000, new(1));
        for (ulong batch = 0; batch < 3; batch++)
        {
            await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 100, batch, fee: 20, token: new(1)));
            await world.SealAsync();
        }

        var replayed = new LedgerState(World.Context);
        foreach (RollupEvent @event in await world.EventsAsync())
        {
            replayed.Apply(@event);
        }

        Assert.Equal(world.Core.State.Ledger.Head, replayed.Head);
        Assert.Equal(3UL, replayed.Head.Number.Value);
    }

    private static async Task<List<StoredEvent>> StoredAsync(World world)
    {
        var stored = new List<StoredEvent>();
        await foreach (RecordedEvent record in world.Log.ReadAsync(StoredEvent.Stream, 0, ReadDirection.Forwards, long.MaxValue))
        {
            stored.Add(StoredEvent.Read(record));
        }

        return stored;
    }
}
