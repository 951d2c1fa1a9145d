using Rollup.EventLog.Marks;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Receipts;

public sealed class HighWaterMarks
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    [Fact]
    [Trait("Plan", "Y06")]
    public async Task No_receipt_leaves_before_the_mark_covers_it()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        world.Mark.Failure = new SequencerHaltException(HaltReason.LogBroken, "the mark cannot be written");

        var unavailable = Assert.IsType<Unavailable>(await world.SendAsync(Alice.Transfer(leaf, Bob, 1, nonce: 0)));

        Assert.Equal(UnavailableReasons.Stopped, unavailable.Reason);
        Assert.Equal(HaltReason.LogBroken, (await world.Core.Halted.WaitAsync(Eventually.Limit)).Reason);
        Assert.Equal(0, world.Core.Confirmations.Covered.Value);
    }

    /// <summary>Found on a busy machine: an account's proof named a batch, and the same node then knew no such batch.</summary>
    [Fact]
    public async Task Whoever_asks_for_a_batch_that_the_mark_does_not_cover_yet_waits_for_it()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        TaskCompletionSource hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Mark.Hold = hold.Task;
        world.Time.Advance(world.Options.BatchAge + TimeSpan.FromMilliseconds(1));
        await Eventually.HoldsAsync(() => world.Core.Queries.Ledger.Heads().Batch.Number.Value == 1, "the batch is sealed");
        Assert.Equal(1UL, world.Core.Queries.Ledger.Proof(leaf)!.Batch.Number.Value);

        Task<BatchView?> asked = world.Core.Queries.Log.BatchAsync(new(1), CancellationToken.None).AsTask();
        Assert.False(asked.IsCompleted);
        Assert.Null(await world.Core.Queries.Log.BatchAsync(new(2), CancellationToken.None));

        hold.SetResult();
        Assert.NotNull(await asked.WaitAsync(Eventually.Limit));
    }

    [Fact]
    [Trait("Plan", "E02")]
    public async Task An_event_that_was_stored_but_never_confirmed_stays_and_is_confirmed_when_asked_again()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        SignedTransfer transfer = Alice.Transfer(leaf, Bob, 1, nonce: 0);
        world.Mark.Failure = new IOException("pulled out");
        Assert.IsType<Unavailable>(await world.SendAsync(transfer));
        world.Mark.Failure = null;

        await world.RestartAsync();
        var confirmed = Assert.IsType<Confirmed>(await world.SendAsync(transfer));

        Assert.True(confirmed.Repeated);
        Assert.Equal(1, confirmed.Receipt.Sequence);
        Assert.Equal(2, (await world.EventsAsync()).Count);
    }

    [Fact]
    [Trait("Plan", "S18")]
    [Trait("Plan", "E08")]
    public async Task A_log_that_ends_before_the_mark_does_not_start_and_names_the_missing_event()
    {
        await using World today = await World.StartAsync();
        LeafIndex leaf = await today.FundAsync(Alice, 1000);
        await using World yesterday = await World.StartAsync();
        await yesterday.FundAsync(Alice, 1000);
        await today.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce: 0));

        MemoryMark own = yesterday.Mark;
        yesterday.Mark = today.Mark;
        var halt = await Assert.ThrowsAsync<SequencerHaltException>(yesterday.RestartAsync);

        Assert.Equal(65, halt.ExitCode);
        Assert.Contains("Confirmed event 1 is damaged or missing: the log ends at event 0", halt.Message, StringComparison.Ordinal);
        yesterday.Mark = own;
        await yesterday.OpenAsync();
    }

    [Fact]
    [Trait("Plan", "S18")]
    public async Task A_log_with_another_event_at_the_marks_number_does_not_start()
    {
        await using World one = await World.StartAsync();
        await one.FundAsync(Alice, 1000);
        await using World other = await World.StartAsync();
        await other.FundAsync(Bob, 1000);

        MemoryMark own = other.Mark;
        other.Mark = one.Mark;
        var halt = await Assert.ThrowsAsync<SequencerHaltException>(other.RestartAsync);

        Assert.Contains("Confirmed event 0 is another one", halt.Message, StringComparison.Ordinal);
        other.Mark = own;
        await other.OpenAsync();
    }

    [Fact]
    [Trait("Plan", "Y06")]
    public async Task The_mark_on_disk_refuses_other_content_for_a_signed_number_and_lower_numbers()
    {
        string directory = Directory.CreateTempSubdirectory("sequencer-tests-").FullName;
        string path = Path.Combine(directory, "mark");
        LogHead Head(long sequence, byte content) => new(sequence, new(new Bytes32([.. Enumerable.Repeat(content, 32)])));
        try
        {
            using (var mark = new FileHighWaterMark(HighWaterMark.Open(path, "test")))
            {
                Assert.Null(mark.Current);
                await mark.AdvanceAsync(Head(7, 1));
                await mark.AdvanceAsync(Head(7, 1));
                Assert.Equal(HaltReason.Damaged, (await Assert.ThrowsAsync<SequencerHaltException>(async () => await mark.AdvanceAsync(Head(7, 2)))).Reason);
                await Assert.ThrowsAsync<SequencerHaltException>(async () => await mark.AdvanceAsync(Head(6, 1)));
            }

            using var again = new FileHighWaterMark(HighWaterMark.Open(path, "test"));
            Assert.Equal(Head(7, 1), again.Current);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
