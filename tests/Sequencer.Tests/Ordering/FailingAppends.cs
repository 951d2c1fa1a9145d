using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Ordering;

public sealed class FailingAppends : IAsyncLifetime
{
    private World _world = null!;
    private Party _alice = null!;
    private Party _bob = null!;
    private LeafIndex _leaf;

    public async Task InitializeAsync()
    {
        _world = await World.StartAsync();
        (_alice, _bob) = (World.Party(1), World.Party(2));
        _leaf = await _world.FundAsync(_alice, 1000);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    [Trait("Plan", "E19")]
    public async Task On_a_full_disk_a_transfer_is_told_to_come_back_and_nothing_changes_until_it_does()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 300, nonce: 0);
        _world.Log.Fail(Fault.DiskFull);

        var unavailable = Assert.IsType<Unavailable>(await _world.SendAsync(transfer));
        Assert.Equal(UnavailableReasons.LogFull, unavailable.Reason);
        Assert.Equal((1000UL, 0UL), (_world.Account(_leaf).Balance, _world.Account(_leaf).Nonce));
        Assert.Single(await _world.EventsAsync());

        await _world.ConfirmAsync(transfer);
        Assert.Equal(700UL, _world.Account(_leaf).Balance);
    }

    [Fact]
    [Trait("Plan", "E19")]
    public async Task On_a_full_disk_a_batch_stays_open_and_is_sealed_once_there_is_room()
    {
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));
        int appends = _world.Log.Appends;
        _world.Log.Fail(Fault.DiskFull);
        _world.Time.Advance(_world.Options.BatchAge + TimeSpan.FromMilliseconds(1));
        await Eventually.HoldsAsync(() => _world.Core.Store.IsRefused, "sealing was tried and refused");
        Assert.Equal(appends + 1, _world.Log.Appends);
        Assert.Equal(2, (await _world.EventsAsync()).Count);

        BatchSealed sealing = await _world.SealAsync();

        Assert.Equal((1UL, 2), (sealing.Header.Number.Value, sealing.OperationCount));
    }

    [Fact]
    [Trait("Plan", "K01")]
    public async Task An_append_of_unknown_outcome_that_was_written_is_confirmed_once()
    {
        _world.Log.Fail(Fault.UnknownButWritten);

        Receipt receipt = await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));

        Assert.Equal(1, receipt.Sequence);
        Assert.Equal(2, (await _world.EventsAsync()).Count);
        Assert.Equal(2, (await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 1))).Sequence);
    }

    [Fact]
    [Trait("Plan", "K01")]
    [Trait("Plan", "K02")]
    public async Task An_append_of_unknown_outcome_that_was_not_written_is_made_again_only_after_reading_back()
    {
        _world.Log.Calls.Clear();
        _world.Log.Fail(Fault.UnknownAndNotWritten, Fault.UnknownButWritten);

        Receipt receipt = await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));

        Assert.Equal(["append", "read", "append", "read"], _world.Log.Calls);
        Assert.Equal(1, receipt.Sequence);
        Assert.Equal(2, (await _world.EventsAsync()).Count);
    }

    [Fact]
    [Trait("Plan", "K01")]
    public async Task An_outcome_that_cannot_be_read_back_at_first_is_read_back_later()
    {
        _world.Log.Fail(Fault.UnknownButWritten);
        _world.Log.FailingReads = 2;

        Task<SubmissionResult> sent = _world.SendAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));
        while (!sent.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(1);
        }

        Assert.IsType<Confirmed>(await sent);
        Assert.Equal(2, (await _world.EventsAsync()).Count);
    }

    [Fact]
    [Trait("Plan", "K01")]
    public async Task An_outcome_that_cannot_be_learnt_stops_the_sequencer_and_promises_nothing()
    {
        _world.Log.Fail([.. Enumerable.Repeat(Fault.UnknownAndNotWritten, 10)]);

        var unavailable = Assert.IsType<Unavailable>(await _world.SendAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0)));

        Assert.Equal(UnavailableReasons.Stopped, unavailable.Reason);
        Assert.Equal(HaltReason.LogBroken, (await _world.Core.Halted).Reason);
    }

    [Theory]
    [Trait("Plan", "S19")]
    [InlineData(Fault.AnotherWriterCameFirst, HaltReason.AnotherWriter, 75)]
    [InlineData(Fault.Broken, HaltReason.LogBroken, 74)]
    [InlineData(Fault.Throws, HaltReason.LogBroken, 74)]
    internal async Task A_log_that_leaves_no_safe_next_step_stops_the_sequencer_for_good(Fault fault, HaltReason reason, int exitCode)
    {
        int appends = _world.Log.Appends;
        _world.Log.Fail(fault);

        var unavailable = Assert.IsType<Unavailable>(await _world.SendAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0)));
        Assert.Equal(UnavailableReasons.Stopped, unavailable.Reason);
        SequencerHaltException halt = await _world.Core.Halted.WaitAsync(Eventually.Limit);
        Assert.Equal((reason, exitCode), (halt.Reason, halt.ExitCode));

        // Nothing is taken, signed or written afterwards.
        Assert.IsType<Unavailable>(await _world.SendAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0)));
        Assert.Equal(appends + 1, _world.Log.Appends);
        Assert.Equal(1000UL, _world.Account(_leaf).Balance);
    }

    [Fact]
    [Trait("Plan", "S22")]
    [Trait("Plan", "E31")]
    public async Task Operations_beyond_the_bound_are_told_when_to_come_back_and_none_inside_is_lost()
    {
        await _world.Core.DisposeAsync();
        _world.Options = _world.Options with { QueueCapacity = 64 };
        await _world.OpenAsync();
        Party[] senders = [.. Enumerable.Range(100, 80).Select(World.Party)];
        var leaves = new Dictionary<Party, LeafIndex>();
        foreach (Party sender in senders)
        {
            leaves[sender] = await _world.FundAsync(sender, 10);
        }

        _world.Log.Hang();
        Task<SubmissionResult>[] sent = [.. senders.Select(s => _world.SendAsync(s.Transfer(leaves[s], _bob, 1, nonce: 0)))];
        SubmissionResult[] refused = await Task.WhenAll(sent.Where(s => s.IsCompleted));
        _world.Log.Resume();
        SubmissionResult[] all = await Task.WhenAll(sent);

        Assert.Equal(16, refused.Length);
        Assert.All(refused, r => Assert.InRange(Assert.IsType<Overloaded>(r).RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)));
        Assert.Equal(64, all.OfType<Confirmed>().Count());
        Assert.Equal(0, _world.Core.Admission.Inside);
        Assert.IsType<Confirmed>(await _world.SendAsync(senders[^1].Transfer(leaves[senders[^1]], _bob, 1, nonce: 0)));
    }

    [Fact]
    [Trait("Plan", "E32")]
    public async Task While_a_flush_hangs_nothing_is_confirmed_and_readers_see_nothing_of_it()
    {
        _world.Log.Hang();
        Task<SubmissionResult> sent = _world.SendAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));
        await Eventually.HoldsAsync(() => _world.Log.Appends == 2, "the append has begun");
        _world.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.False(sent.IsCompleted);
        Assert.Equal(1000UL, _world.Account(_leaf).Balance);

        _world.Log.Resume();
        Assert.IsType<Confirmed>(await sent);
    }

    [Fact]
    public async Task Operations_that_gather_while_a_flush_runs_are_appended_as_one_group()
    {
        LeafIndex usdc = await _world.FundAsync(_alice, 1000, new(1));
        _world.Log.Hang();
        Task<SubmissionResult> first = _world.SendAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 0));
        await Eventually.HoldsAsync(() => _world.Log.Appends == 3, "the first append has begun");
        Task<SubmissionResult>[] others =
        [
            _world.SendAsync(_alice.Transfer(usdc, _bob, 1, nonce: 0, fee: 15, token: new(1))),
            _world.Core.Commands.Send(new CreditFromFaucet(_bob.Address, default, 5)),
        ];
        await Eventually.HoldsAsync(() => _world.Core.Writer.Waiting == 2, "both others have come as far as the writer");
        _world.Log.Resume();
        Receipt[] receipts = [.. (await Task.WhenAll([first, .. others])).Select(r => ((Confirmed)r).Receipt)];

        Assert.Equal(1, receipts[0].GroupSize);
        Assert.All(receipts[1..], r => Assert.Equal(2, r.GroupSize));
        Assert.Equal(receipts[1].Signature, receipts[2].Signature);
        Assert.All(receipts, r => Assert.True(r.Verify(DevelopmentKeys.Sequencer.PublicKey)));
    }
}
