using Rollup.Crypto;
using Rollup.Protocol.Events;

namespace Rollup.Protocol.Tests.Ledger;

public sealed class LedgerStateTests
{
    private static readonly ChainContext Development = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero);
    private static readonly L2Address Alice = new(new Digest(1, 1, 1, 1));
    private static readonly L2Address Bob = new(new Digest(2, 2, 2, 2));
    private static readonly L2Address Operator = new(new Digest(3, 3, 3, 3));
    private static readonly TokenId Ether = new(0);

    [Fact]
    public void The_first_operation_fixes_the_batchs_time()
    {
        LedgerState state = Funded();
        Assert.Equal(10UL, state.OpenBatchTimestamp);
        Assert.Equal(10UL, state.BatchTimestampAt(AcceptedAt.FromSeconds(99)));
    }

    [Fact]
    [Trait("Plan", "S17")]
    public void A_clock_that_goes_back_does_not_take_the_batchs_time_below_the_previous_ones()
    {
        LedgerState state = Funded();
        Seal(state, new(), AcceptedAt.FromSeconds(20));
        Assert.Null(state.OpenBatchTimestamp);
        Assert.Equal(10UL, state.BatchTimestampAt(AcceptedAt.FromSeconds(3)));
        Assert.Equal(50UL, state.BatchTimestampAt(AcceptedAt.FromSeconds(50)));
    }

    [Fact]
    public void An_operation_opened_under_a_late_clock_expires_by_the_batchs_time_not_its_own()
    {
        LedgerState state = Funded();
        SignedTransfer request = Transfer(validUntil: 10);
        Assert.Null(state.Check(request, state.BatchTimestampAt(AcceptedAt.FromSeconds(1000))));
        Seal(state, new(), AcceptedAt.FromSeconds(1000));
        Assert.Equal(RefusalReason.Expired, state.Check(request, state.BatchTimestampAt(AcceptedAt.FromSeconds(11)))?.Reason);
    }

    [Fact]
    public void Nothing_but_the_seal_may_follow_the_collection_of_fees()
    {
        LedgerState state = Funded();
        state.Apply(state.Resolve(Transfer(fee: 3)), AcceptedAt.FromSeconds(10));
        CollectFees fees = Assert.Single(state.ResolveFees(Operator));
        state.Apply(fees, AcceptedAt.FromSeconds(10));
        Deposit deposit = state.ResolveDeposit(state.NextQueueIndex, Bob, Ether, 1, default);
        Assert.Throws<InvalidTransitionException>(() => state.Apply(deposit, AcceptedAt.FromSeconds(10)));
        Assert.Throws<InvalidTransitionException>(() => state.Apply(fees, AcceptedAt.FromSeconds(10)));
    }

    [Fact]
    public void Fees_are_collected_with_tokens_ascending_and_exactly()
    {
        LedgerState state = Funded();
        state.Apply(state.ResolveDeposit(1, Alice, new(5), 1_000, default), AcceptedAt.FromSeconds(10));
        state.Apply(state.Resolve(Transfer(fee: 3)), AcceptedAt.FromSeconds(10));
        state.Apply(state.Resolve(new SignedTransfer(new(new(2), Alice, new(5), Bob, 1, 4, 0, 100, Digest.Zero), null!)), AcceptedAt.FromSeconds(10));
        IReadOnlyList<CollectFees> fees = state.ResolveFees(Operator);
        Assert.Equal([0u, 5u], fees.Select(f => f.Token.Value));
        Assert.All(fees, f => Assert.True(f.Opens));
        Assert.Equal(2, fees.Select(f => f.Leaf).Distinct().Count());

        Assert.Throws<InvalidTransitionException>(() => state.Apply(fees[0] with { Amount = 2 }, AcceptedAt.FromSeconds(10)));
        Assert.Throws<InvalidTransitionException>(() => state.Apply(fees[0] with { Amount = 4 }, AcceptedAt.FromSeconds(10)));
        Assert.Throws<InvalidTransitionException>(() => state.Apply(fees[0] with { Token = new(9) }, AcceptedAt.FromSeconds(10)));
        state.Apply(fees[1], AcceptedAt.FromSeconds(10));
        InvalidTransitionException descending = Assert.Throws<InvalidTransitionException>(() => state.Apply(fees[0], AcceptedAt.FromSeconds(10)));
        Assert.Contains("tokens must ascend", descending.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "S23")]
    public void A_batch_without_operations_or_with_uncollected_fees_cannot_be_sealed()
    {
        LedgerState state = Funded();
        SealedBatch seal = BatchSealer.Seal(state, Batch(state, Transfer(fee: 3)), Operator, 0, AcceptedAt.FromSeconds(10));
        Assert.Throws<InvalidTransitionException>(() => state.Apply(seal.Seal));
        foreach (RollupEvent e in seal.Events)
        {
            state.Apply(e);
        }

        Assert.Throws<InvalidTransitionException>(() => state.Apply(seal.Seal));
        Assert.Throws<InvalidOperationException>(() => BatchSealer.Seal(state, new(CapacityRung.Largest), Operator, 0, new(1)));
    }

    [Fact]
    public void A_seal_with_any_wrong_word_is_refused_and_changes_nothing()
    {
        LedgerState state = Funded();
        BatchSealed good = BatchSealer.Seal(state, Batch(state, Transfer()), Operator, 0, AcceptedAt.FromSeconds(10)).Seal;
        var wrong = new Digest(9, 9, 9, 9);
        BatchSealed[] bad =
        [
            good with { Header = good.Header with { Number = new(2) } },
            good with { Header = good.Header with { Timestamp = 11 } },
            good with { Header = good.Header with { NewRoot = new(wrong) } },
            good with { Header = good.Header with { C = wrong } },
            good with { Header = good.Header with { Z = BlsScalar.From(1) } },
            good with { Header = good.Header with { Y = BlsScalar.From(1) } },
            good with { PreviousRoot = new(wrong) },
            good with { RunningDigest = wrong },
            good with { OperationCount = good.OperationCount + 1 },
        ];
        foreach (BatchSealed seal in bad)
        {
            Assert.Throws<InvalidTransitionException>(() => state.Apply(seal));
            Assert.Equal(BatchNumber.Genesis, state.Head.Number);
            Assert.Equal(10UL, state.OpenBatchTimestamp);
        }

        state.Apply(good);
        Assert.Equal(new BatchHead(new(1), 10, good.Header.NewRoot, good.RunningDigest), state.Head);
    }

    [Fact]
    public void A_wrong_root_is_refused_even_with_the_digest_that_fits_it()
    {
        LedgerState state = Funded();
        BatchSealed good = BatchSealer.Seal(state, Batch(state, Transfer()), Operator, 0, AcceptedAt.FromSeconds(10)).Seal;
        BatchHeader header = good.Header with { NewRoot = good.PreviousRoot };
        Digest digest = RunningDigest.Next(state.Head.RunningDigest, Development, header);
        Assert.Throws<InvalidTransitionException>(() => state.Apply(good with { Header = header, RunningDigest = digest }));
        state.Apply(good);
    }

    [Fact]
    public void A_seal_over_uncollected_fees_is_refused_even_if_everything_else_fits()
    {
        LedgerState state = Funded();
        BatchSealed good = BatchSealer.Seal(state, Batch(state, Transfer(fee: 3)), Operator, 0, AcceptedAt.FromSeconds(10)).Seal;
        BatchHeader header = good.Header with { NewRoot = state.SealRoot() };
        Digest digest = RunningDigest.Next(state.Head.RunningDigest, Development, header);
        BatchSealed seal = good with { Header = header, RunningDigest = digest, OperationCount = 2 };
        InvalidTransitionException exception = Assert.Throws<InvalidTransitionException>(() => state.Apply(seal));
        Assert.Contains("not collected", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_other_streams_stop_a_replay() =>
        Assert.Throws<InvalidTransitionException>(
            () => Funded().Apply(new OperationRejected(new(1), OperationId.None, RefusalReason.Expired, null)));

    [Fact]
    public void The_lowest_free_leaf_skips_leaves_that_another_producer_opened()
    {
        LeafUpdate[] accounts = [Leaf(1, Alice), Leaf(2, Bob), Leaf(4, Operator)];
        Assert.True(LedgerState.TryRestore(Development, BatchHead.Genesis(Development), 0, accounts, out LedgerState? state, out _));
        Assert.Equal(new LeafIndex(3), state.LowestFreeLeaf);
        state.Apply(new Deposit(0, new(6), true, new(new Digest(6, 0, 0, 0)), Ether, 1, default), new(1));
        Assert.Equal(new LeafIndex(3), state.LowestFreeLeaf);
        state.Apply(new Deposit(1, new(3), true, new(new Digest(7, 0, 0, 0)), Ether, 1, default), new(1));
        Assert.Equal(new LeafIndex(5), state.LowestFreeLeaf);
    }

    [Fact]
    public void Of_an_owners_leaves_the_lowest_receives_even_if_it_was_opened_last()
    {
        LedgerState state = Funded();
        state.Apply(new Deposit(1, new(9), true, Bob, Ether, 1, default), new(1));
        Assert.True(state.TryFindLeaf(Bob, Ether, out LeafIndex leaf));
        Assert.Equal(new LeafIndex(9), leaf);

        state.BeginGroup();
        state.Apply(new Deposit(2, new(2), true, Bob, Ether, 1, default), new(1));
        Assert.True(state.TryFindLeaf(Bob, Ether, out leaf));
        Assert.Equal(new LeafIndex(2), leaf);
        state.RollBackGroup();
        Assert.True(state.TryFindLeaf(Bob, Ether, out leaf));
        Assert.Equal(new LeafIndex(9), leaf);
    }

    [Fact]
    public void The_last_leaf_of_the_tree_can_be_opened()
    {
        LedgerState state = Funded();
        state.Apply(new Deposit(1, new(uint.MaxValue), true, Bob, Ether, 7, default), new(1));
        StateRoot root = state.SealRoot();
        MerklePath path = state.GetPath(new(uint.MaxValue));
        Assert.Equal(root, StateRoot.Of(path.RootOf(new Account(Bob, Ether, 7, 0).LeafDigest), StateRoot.ReservedShieldedRoot));
    }

    [Fact]
    public void Groups_do_not_nest_and_do_not_end_twice()
    {
        LedgerState state = Funded();
        Assert.Throws<InvalidOperationException>(state.CommitGroup);
        Assert.Throws<InvalidOperationException>(state.RollBackGroup);
        state.BeginGroup();
        Assert.Throws<InvalidOperationException>(state.BeginGroup);
        state.CommitGroup();
        Assert.Throws<InvalidOperationException>(state.CommitGroup);
    }

    [Fact]
    public void A_seal_inside_a_group_can_be_taken_back()
    {
        LedgerState state = Funded();
        StateRoot before = state.SealRoot();
        state.BeginGroup();
        SealedBatch seal = BatchSealer.Seal(state, Batch(state, Transfer(fee: 3)), Operator, 0, new(1));
        foreach (RollupEvent e in seal.Events)
        {
            state.Apply(e);
        }

        Assert.Equal(new BatchNumber(1), state.Head.Number);
        state.RollBackGroup();
        Assert.Equal(BatchNumber.Genesis, state.Head.Number);
        Assert.Equal(before, state.SealRoot());
        Assert.Equal(10UL, state.OpenBatchTimestamp);
        Assert.Empty(state.PendingFees);
    }

    [Fact]
    public void A_seal_that_never_reached_the_log_leaves_no_trace_in_the_next_root()
    {
        LedgerState state = Funded();
        BatchBuilder batch = Batch(state, Transfer(fee: 3));
        StateRoot before = state.SealRoot();
        SealedBatch first = BatchSealer.Seal(state, batch, Operator, 0, new(1));
        Assert.NotEqual(before, first.Seal.Header.NewRoot);
        Assert.Equal(before, state.SealRoot());
        Assert.Equal(first.Seal, BatchSealer.Seal(state, batch, Operator, 0, new(1)).Seal);
    }

    private static LedgerState Funded()
    {
        var state = new LedgerState(Development);
        state.Apply(state.ResolveDeposit(0, Alice, Ether, 1_000, default), AcceptedAt.FromSeconds(10));
        return state;
    }

    private static SignedTransfer Transfer(uint fee = 0, ulong validUntil = 100) =>
        new(new(new(1), Alice, Ether, Bob, 10, fee, 0, validUntil, Digest.Zero), null!);

    /// <summary>Applies a request and returns the batch of it and the deposit before.</summary>
    private static BatchBuilder Batch(LedgerState state, SignedTransfer request)
    {
        var batch = new BatchBuilder(CapacityRung.Largest);
        batch.Add(new Deposit(0, new(1), true, Alice, Ether, 1_000, default), OperationId.None);
        Operation operation = state.Resolve(request);
        state.Apply(operation, AcceptedAt.FromSeconds(10));
        batch.Add(operation, new(new Digest(1, 2, 3, 4)));
        return batch;
    }

    private static void Seal(LedgerState state, OperationId id, AcceptedAt at)
    {
        var batch = new BatchBuilder(CapacityRung.Largest);
        batch.Add(new Deposit(0, new(1), true, Alice, Ether, 1_000, default), id);
        foreach (RollupEvent e in BatchSealer.Seal(state, batch, Operator, 0, at).Events)
        {
            state.Apply(e);
        }
    }

    private static LeafUpdate Leaf(uint index, L2Address address) => new(new(index), new(address, Ether, 1, 0));
}
