using Rollup.Crypto;

namespace Rollup.Protocol.Tests.Ledger;

public sealed class DevelopmentFaucetTests
{
    private static readonly L2Address Alice = new(new Digest(1, 1, 1, 1));

    [Fact]
    public void On_the_development_chain_it_makes_the_next_deposit_of_the_queue()
    {
        LedgerState state = State(ChainContext.DevelopmentChainId);
        Assert.True(DevelopmentFaucet.TryResolve(state, Alice, new(3), 50, out Deposit? deposit, out _));
        state.Apply(deposit, new(1));
        Assert.Equal(new Account(Alice, new(3), 50, 0), state[new(1)]);
        Assert.True(DevelopmentFaucet.TryResolve(state, Alice, new(3), 1, out Deposit? second, out _));
        Assert.Equal((1UL, new LeafIndex(1), false), (second.QueueIndex, second.Leaf, second.Opens));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11155111)]
    [InlineData(31336)]
    public void On_any_other_chain_it_refuses(ulong chainId)
    {
        Assert.False(DevelopmentFaucet.TryResolve(State(chainId), Alice, default, 1, out _, out Refusal? refusal));
        Assert.Equal(RefusalReason.NotDevelopmentChain, refusal.Reason);
    }

    [Fact]
    public void It_keeps_the_cap_that_L1_would_keep()
    {
        LedgerState state = State(ChainContext.DevelopmentChainId);
        Assert.True(DevelopmentFaucet.TryResolve(state, Alice, default, ProtocolLimits.MaxTokenSupply, out Deposit? deposit, out _));
        state.Apply(deposit, new(1));
        Assert.False(DevelopmentFaucet.TryResolve(state, Alice, default, 1, out _, out Refusal? refusal));
        Assert.Equal(RefusalReason.SupplyExceeded, refusal.Reason);
        Assert.True(DevelopmentFaucet.TryResolve(state, Alice, new(1), 1, out _, out _));
        Assert.False(DevelopmentFaucet.TryResolve(state, Alice, new(1), ulong.MaxValue, out _, out _));
    }

    [Fact]
    public void Nothing_and_nobody_are_refused()
    {
        LedgerState state = State(ChainContext.DevelopmentChainId);
        Assert.False(DevelopmentFaucet.TryResolve(state, Alice, default, 0, out _, out Refusal? nothing));
        Assert.Equal(RefusalReason.AmountZero, nothing.Reason);
        Assert.False(DevelopmentFaucet.TryResolve(state, L2Address.Zero, default, 1, out _, out Refusal? nobody));
        Assert.Equal(RefusalReason.RecipientZero, nobody.Reason);
    }

    private static LedgerState State(ulong chainId) => new(new ChainContext(chainId, EthereumAddress.Zero));
}
