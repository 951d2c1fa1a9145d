using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Submissions;

public sealed class AcceptingTransfers : IAsyncLifetime
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
    public async Task A_transfer_becomes_an_event_and_its_sender_holds_a_receipt_for_it()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 300, nonce: 0);

        Receipt receipt = await _world.ConfirmAsync(transfer);

        TransferAccepted accepted = Assert.IsType<TransferAccepted>((await _world.EventsAsync())[^1]);
        Assert.Equal(transfer.Transfer, accepted.Transfer.Intent);
        Assert.Equal(transfer.Transfer.IdIn(World.Context), receipt.OperationId);
        Assert.Equal(1, receipt.Sequence);
        Assert.True(receipt.Verify(DevelopmentKeys.Sequencer.PublicKey));
        Assert.Equal(700UL, _world.Account(_leaf).Balance);
    }

    [Fact]
    [Trait("Plan", "S20")]
    public async Task A_third_party_checks_a_receipt_with_the_published_key_alone()
    {
        Receipt receipt = await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));

        Assert.True(Receipt.TryParse(receipt.ToJson(), out Receipt? read, out _));
        Assert.True(read.Verify(_world.Core.Signer.PublicKey));
        Assert.Equal(World.Context, read.Context);
        Assert.False((read with { Leaf = read.Leaf with { Sequence = 2 } }).Verify(_world.Core.Signer.PublicKey));
        Assert.False(read.Verify(_alice.Key.PublicKey));
    }

    [Fact]
    [Trait("Plan", "S01")]
    public async Task Of_two_transfers_that_spend_the_same_balance_at_the_same_time_one_is_confirmed()
    {
        LeafIndex other = await _world.FundAsync(_alice, 800, new(1));
        SubmissionResult[] results = await Task.WhenAll(
            _world.SendAsync(_alice.Transfer(other, _bob, 700, nonce: 0, fee: 15, token: new(1))),
            _world.SendAsync(_alice.Transfer(other, World.Party(3), 700, nonce: 0, fee: 15, token: new(1))));

        Assert.Single(results.OfType<Confirmed>());
        Assert.Equal(RefusalReason.NonceTooLow, Assert.Single(results.OfType<Refused>()).Refusal.Reason);
        Refusal refusal = await _world.RefuseAsync(_alice.Transfer(other, _bob, 700, nonce: 1, fee: 15, token: new(1)));
        Assert.Equal((RefusalReason.InsufficientBalance, "at most 85"), (refusal.Reason, refusal.Expected));
    }

    [Fact]
    [Trait("Plan", "S02")]
    public async Task The_same_transfer_sent_again_gets_the_same_receipt_and_happens_once()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 300, nonce: 0);
        Receipt first = await _world.ConfirmAsync(transfer);
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 1));

        Confirmed again = Assert.IsType<Confirmed>(await _world.SendAsync(transfer));

        Assert.True(again.Repeated);
        Assert.Equal(first, again.Receipt);
        Assert.Equal(699UL, _world.Account(_leaf).Balance);
    }

    [Fact]
    [Trait("Plan", "S02")]
    public async Task The_same_transfer_sent_twice_at_once_happens_once_and_both_callers_hold_the_receipt()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 300, nonce: 0);

        SubmissionResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _world.SendAsync(transfer)));

        Assert.Single(results.Cast<Confirmed>().Select(c => c.Receipt).Distinct());
        Assert.Single(results.Cast<Confirmed>(), c => !c.Repeated);
        Assert.Equal(700UL, _world.Account(_leaf).Balance);
    }

    [Fact]
    [Trait("Plan", "E02")]
    public async Task A_transfer_sent_again_after_a_restart_gets_the_same_receipt()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 300, nonce: 0);
        Receipt first = await _world.ConfirmAsync(transfer);
        await _world.RestartAsync();

        Assert.Equal(first, await _world.ConfirmAsync(transfer));
    }

    [Fact]
    [Trait("Plan", "S02")]
    public async Task A_transfer_sent_again_after_its_expiry_still_gets_its_receipt()
    {
        ulong soon = (ulong)_world.Time.GetUtcNow().ToUnixTimeSeconds() + 5;
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 300, nonce: 0, validUntil: soon);
        Receipt first = await _world.ConfirmAsync(transfer);
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(first, await _world.ConfirmAsync(transfer));
    }

    [Fact]
    [Trait("Plan", "S03")]
    public async Task Another_transfer_with_a_used_nonce_is_refused_as_nonce_too_low()
    {
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));

        Refusal refusal = await _world.RefuseAsync(_alice.Transfer(_leaf, _bob, 301, nonce: 0));

        Assert.Equal((RefusalReason.NonceTooLow, "1"), (refusal.Reason, refusal.Expected));
    }

    [Fact]
    [Trait("Plan", "S04")]
    public async Task A_transfer_with_a_nonce_ahead_is_refused_with_the_next_one_and_not_kept()
    {
        Refusal refusal = await _world.RefuseAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 7));

        Assert.Equal((RefusalReason.NonceTooHigh, "0"), (refusal.Reason, refusal.Expected));
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));
        Assert.Equal(1UL, _world.Account(_leaf).Nonce);
    }

    [Theory]
    [Trait("Plan", "S05")]
    [InlineData(0UL, RefusalReason.AmountZero)]
    [InlineData(1001UL, RefusalReason.InsufficientBalance)]
    [InlineData(ProtocolLimits.MaxAmount, RefusalReason.InsufficientBalance)]
    [InlineData(ProtocolLimits.MaxAmount + 1, RefusalReason.AmountTooLarge)]
    [InlineData(Goldilocks.Modulus, RefusalReason.AmountTooLarge)]
    [InlineData(ulong.MaxValue, RefusalReason.AmountTooLarge)]
    public async Task An_amount_that_the_rules_forbid_is_refused_by_name(ulong amount, RefusalReason reason)
    {
        Refusal refusal = await _world.RefuseAsync(_alice.Transfer(_leaf, _bob, amount, nonce: 0));

        Assert.Equal(reason, refusal.Reason);
        Assert.Single(await _world.EventsAsync());
    }

    [Fact]
    [Trait("Plan", "S05")]
    public async Task The_whole_balance_can_be_sent()
    {
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 1000, nonce: 0));

        Assert.Equal(0UL, _world.Account(_leaf).Balance);
    }

    [Fact]
    [Trait("Plan", "S07")]
    public async Task A_transfer_to_oneself_leaves_the_balance_and_raises_the_nonce()
    {
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _alice, 400, nonce: 0));

        Assert.Equal((1000UL, 1UL), (_world.Account(_leaf).Balance, _world.Account(_leaf).Nonce));
    }

    [Fact]
    [Trait("Plan", "S08")]
    public async Task A_transfer_to_the_zero_address_is_refused()
    {
        var intent = new TransferIntent(_leaf, _alice.Address, default, L2Address.Zero, 1, 0, 0, ProtocolLimits.MaxTimestamp, Digest.Zero);

        Assert.Equal(RefusalReason.RecipientZero, (await _world.RefuseAsync(_alice.Sign(intent))).Reason);
    }

    [Fact]
    [Trait("Plan", "S08")]
    public async Task A_transfer_to_an_address_without_a_leaf_opens_one()
    {
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 300, nonce: 0));

        var accepted = (TransferAccepted)(await _world.EventsAsync())[^1];
        Assert.True(accepted.Transfer.Opens);
        Assert.Equal(new Account(_bob.Address, default, 300, 0), _world.Account(accepted.Transfer.Recipient));
    }

    [Fact]
    [Trait("Plan", "S24")]
    public async Task A_fee_below_the_asked_one_is_refused_and_a_higher_one_is_charged_exactly()
    {
        LeafIndex usdc = await _world.FundAsync(_alice, 1000, new(1));

        Refusal opening = await _world.RefuseAsync(_alice.Transfer(usdc, _bob, 100, nonce: 0, fee: 14, token: new(1)));
        Assert.Equal((RefusalReason.FeeTooLow, "at least 15"), (opening.Reason, opening.Expected));
        await _world.ConfirmAsync(_alice.Transfer(usdc, _bob, 100, nonce: 0, fee: 77, token: new(1)));
        Assert.Equal(823UL, _world.Account(usdc).Balance);

        Refusal plain = await _world.RefuseAsync(_alice.Transfer(usdc, _bob, 100, nonce: 1, fee: 9, token: new(1)));
        Assert.Equal((RefusalReason.FeeTooLow, "at least 10"), (plain.Reason, plain.Expected));
        await _world.ConfirmAsync(_alice.Transfer(usdc, _bob, 100, nonce: 1, fee: 10, token: new(1)));
    }

    [Fact]
    public async Task A_token_that_is_not_listed_is_refused()
    {
        Refusal refusal = await _world.RefuseAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 0, token: new(7)));

        Assert.Equal((RefusalReason.UnknownToken, "one of 0, 1"), (refusal.Reason, refusal.Expected));
    }

    [Fact]
    public async Task An_expired_transfer_is_refused()
    {
        ulong past = (ulong)_world.Time.GetUtcNow().ToUnixTimeSeconds() - 1;

        Assert.Equal(RefusalReason.Expired, (await _world.RefuseAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 0, validUntil: past))).Reason);
    }

    [Fact]
    public async Task A_transfer_is_refused_after_its_date_although_its_batch_was_opened_before_it()
    {
        ulong soon = (ulong)_world.Time.GetUtcNow().ToUnixTimeSeconds() + 1;
        await _world.ConfirmAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 0));
        _world.Time.Jump(TimeSpan.FromSeconds(5));

        Assert.Equal(RefusalReason.Expired, (await _world.RefuseAsync(_alice.Transfer(_leaf, _bob, 1, nonce: 1, validUntil: soon))).Reason);
    }
}
