using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Submissions;

public sealed class OtherCommands
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    [Fact]
    public async Task The_operations_of_a_batch_happen_in_order_and_are_answered_one_by_one()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 100);
        BatchSubmissionResult result = await world.Core.Commands.Send(new SubmitBatch(
        [
            Alice.Transfer(leaf, Bob, 60, nonce: 0),
            Alice.Transfer(leaf, Bob, 0, nonce: 1),
            Alice.Transfer(leaf, Bob, 60, nonce: 1),
            Alice.Transfer(leaf, Bob, 40, nonce: 1),
            Alice.Withdrawal(leaf, Alice.Owner, 1, nonce: 2),
        ]));

        Assert.Collection(
            result.Results,
            r => Assert.Equal(1, Assert.IsType<Confirmed>(r).Receipt.Sequence),
            r => Assert.Equal(RefusalReason.AmountZero, Assert.IsType<Refused>(r).Refusal.Reason),
            r => Assert.Equal(RefusalReason.InsufficientBalance, Assert.IsType<Refused>(r).Refusal.Reason),
            r => Assert.Equal(2, Assert.IsType<Confirmed>(r).Receipt.Sequence),
            r => Assert.Equal(RefusalReason.InsufficientBalance, Assert.IsType<Refused>(r).Refusal.Reason));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task A_batch_of_no_or_too_many_operations_is_malformed_as_a_whole(int count)
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 100);

        BatchSubmissionResult result = await world.Core.Commands.Send(
            new SubmitBatch([.. Enumerable.Repeat<SignedOperation>(Alice.Transfer(leaf, Bob, 1, nonce: 0), count)]));

        Assert.Equal("operations", result.Fault?.Field);
        Assert.Empty(result.Results);
        Assert.Single(await world.EventsAsync());
    }

    [Fact]
    public async Task A_withdrawal_burns_its_amount()
    {
        await using World world = await World.StartAsync();
        LeafIndex leaf = await world.FundAsync(Alice, 100);

        Assert.IsType<Confirmed>(await world.SendAsync(Alice.Withdrawal(leaf, Alice.Owner, 30, nonce: 0)));

        Assert.Equal(70UL, world.Account(leaf).Balance);
        Assert.Equal(70UL, world.Core.State.Ledger.SupplyOf(default));
    }

    [Fact]
    public async Task A_sequencer_without_a_bridge_takes_no_withdrawals()
    {
        await using World world = await World.StartAsync(World.DefaultOptions with { Withdrawals = false });
        LeafIndex leaf = await world.FundAsync(Alice, 100);

        Assert.IsType<NotSupported>(await world.SendAsync(Alice.Withdrawal(leaf, Alice.Owner, 30, nonce: 0)));
        BatchSubmissionResult batch = await world.Core.Commands.Send(new SubmitBatch([Alice.Withdrawal(leaf, Alice.Owner, 30, nonce: 0)]));
        Assert.IsType<NotSupported>(Assert.Single(batch.Results));
        Assert.Equal(100UL, world.Account(leaf).Balance);
    }

    [Fact]
    public async Task The_faucet_gives_nothing_where_it_is_off()
    {
        await using World world = await World.StartAsync(World.DefaultOptions with { Faucet = false });

        var refused = Assert.IsType<Refused>(await world.Core.Commands.Send(new CreditFromFaucet(Alice.Address, default, 1)));

        Assert.Equal(RefusalReason.NotDevelopmentChain, refused.Refusal.Reason);
        Assert.Empty(await world.EventsAsync());
    }

    [Theory]
    [InlineData(0UL, 0u, RefusalReason.AmountZero)]
    [InlineData(ProtocolLimits.MaxAmount + 1, 0u, RefusalReason.AmountTooLarge)]
    [InlineData(1UL, 5u, RefusalReason.UnknownToken)]
    public async Task The_faucet_follows_the_rules_of_deposits(ulong amount, uint token, RefusalReason reason)
    {
        await using World world = await World.StartAsync();

        var refused = Assert.IsType<Refused>(await world.Core.Commands.Send(new CreditFromFaucet(Alice.Address, new(token), amount)));

        Assert.Equal(reason, refused.Refusal.Reason);
    }

    [Fact]
    [Trait("Plan", "S06")]
    public async Task The_faucet_cannot_make_more_of_a_token_than_the_rollup_may_hold()
    {
        await using World world = await World.StartAsync();
        await world.FundAsync(Alice, ProtocolLimits.MaxTokenSupply - 5);

        var refused = Assert.IsType<Refused>(await world.Core.Commands.Send(new CreditFromFaucet(Bob.Address, default, 6)));

        Assert.Equal((RefusalReason.SupplyExceeded, "at most 5"), (refused.Refusal.Reason, refused.Refusal.Expected));
    }

    [Fact]
    [Trait("Plan", "S25")]
    public async Task A_thousand_accounts_pay_one_and_one_pays_a_thousand()
    {
        await using World world = await World.StartAsync();
        Party[] many = [.. Enumerable.Range(1000, 1000).Select(World.Party)];
        LeafIndex source = await world.FundAsync(Alice, 10_000);
        ulong nonce = 0;
        foreach (Party[] chunk in many.Chunk(64))
        {
            BatchSubmissionResult paid = await world.Core.Commands.Send(new SubmitBatch([.. chunk.Select(p => Alice.Transfer(source, p, 7, nonce++))]));
            Assert.All(paid.Results, r => Assert.IsType<Confirmed>(r));
        }

        LeafIndex[] leaves = [.. many.Select(p => world.Core.State.Ledger.TryFindLeaf(p.Address, default, out LeafIndex leaf) ? leaf : default)];
        SubmissionResult[] results = await Task.WhenAll(many.Select((p, i) => world.SendAsync(p.Transfer(leaves[i], Bob, 3, nonce: 0))));

        Assert.All(results, r => Assert.IsType<Confirmed>(r));
        Assert.True(world.Core.State.Ledger.TryFindLeaf(Bob.Address, default, out LeafIndex bob));
        Assert.Equal((3000UL, 3000UL), (world.Account(source).Balance, world.Account(bob).Balance));
        Assert.All(leaves, leaf => Assert.Equal((4UL, 1UL), (world.Account(leaf).Balance, world.Account(leaf).Nonce)));
        Assert.Equal(2001, (await world.EventsAsync()).Count(e => e is OperationEvent));
    }

    [Fact]
    [Trait("Plan", "Y04")]
    public async Task The_development_key_is_refused_on_every_other_chain()
    {
        SequencerOptions elsewhere = World.DefaultOptions with { Context = new(1, EthereumAddress.Zero), Faucet = false, Withdrawals = false };

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(() => World.StartAsync(elsewhere));

        Assert.Equal(78, halt.ExitCode);
        Assert.Contains("development key", halt.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "O01")]
    public async Task A_configuration_with_faults_is_refused_with_all_of_them_at_once()
    {
        SequencerOptions faulty = World.DefaultOptions with
        {
            Context = new(5, EthereumAddress.Zero), BatchOperations = 17, BatchAge = TimeSpan.Zero, QueueCapacity = 1, FeeCollector = default, Tokens = [],
        };

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(() => World.StartAsync(faulty));

        Assert.All(
            ["BatchOperations is 17", "BatchAge", "QueueCapacity is 1", "FeeCollector is zero", "Tokens holds 0", "Faucet is on", "Withdrawals is on", "development key"],
            fault => Assert.Contains(fault, halt.Message, StringComparison.Ordinal));
    }
}
