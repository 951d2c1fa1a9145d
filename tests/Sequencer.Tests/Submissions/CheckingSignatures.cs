using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Submissions;

public sealed class CheckingSignatures : IAsyncLifetime
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

    public static TheoryData<ulong, int> OtherPlaces => new() { { 1, 0 }, { ChainContext.DevelopmentChainId, 1 } };

    [Theory]
    [Trait("Plan", "S11")]
    [MemberData(nameof(OtherPlaces))]
    public async Task A_signature_for_another_chain_or_contract_is_refused(ulong chainId, int contract)
    {
        byte[] address = new byte[20];
        address[0] = (byte)contract;
        var elsewhere = new Party(new(chainId, new(address)), 1);
        Assert.Equal(_alice.Address, elsewhere.Address);

        Assert.Equal(RefusalReason.InvalidSignature, (await _world.RefuseAsync(elsewhere.Transfer(_leaf, _bob, 1, nonce: 0))).Reason);
    }

    [Fact]
    [Trait("Plan", "S12")]
    public async Task A_transfers_signature_is_none_for_a_withdrawal_and_the_other_way_round()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 1, nonce: 0);
        SignedWithdrawal withdrawal = _alice.Withdrawal(_leaf, _alice.Owner, 1, nonce: 0);

        Refused asWithdrawal = Assert.IsType<Refused>(await _world.SendAsync(withdrawal with { Authorization = transfer.Authorization }));
        Refused asTransfer = Assert.IsType<Refused>(await _world.SendAsync(transfer with { Authorization = withdrawal.Authorization }));

        Assert.All([asWithdrawal, asTransfer], r => Assert.Equal(RefusalReason.InvalidSignature, r.Refusal.Reason));
    }

    [Fact]
    public async Task Every_signed_field_is_bound_by_the_signature()
    {
        TransferIntent intent = _alice.Transfer(_leaf, _bob, 10, nonce: 0).Transfer;
        Authorization authorization = _alice.Sign(intent).Authorization;
        TransferIntent[] changed =
        [
            intent with { Sender = new(77) },
            intent with { Token = new(1), Fee = 100 },
            intent with { Recipient = World.Party(3).Address },
            intent with { Amount = 11 },
            intent with { Fee = 1 },
            intent with { Nonce = 1 },
            intent with { ValidUntil = intent.ValidUntil - 1 },
            intent with { Reference = new Digest(1, default, default, default) },
        ];

        foreach (TransferIntent other in changed)
        {
            Assert.Equal(RefusalReason.InvalidSignature, (await _world.RefuseAsync(new(other, authorization))).Reason);
        }

        await _world.ConfirmAsync(new(intent, authorization));
    }

    [Fact]
    public async Task A_key_or_owner_that_does_not_make_up_the_address_is_refused()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 1, nonce: 0);
        Authorization own = transfer.Authorization;

        Assert.Equal(RefusalReason.InvalidKey, (await _world.RefuseAsync(transfer with { Authorization = own with { Key = _bob.Key.PublicKey } })).Reason);
        Assert.Equal(RefusalReason.InvalidKey, (await _world.RefuseAsync(transfer with { Authorization = own with { L1Owner = _bob.Owner } })).Reason);
    }

    [Fact]
    public async Task Nobody_can_spend_anothers_leaf()
    {
        var intent = new TransferIntent(_leaf, _bob.Address, default, _bob.Address, 1, 0, 0, ProtocolLimits.MaxTimestamp, Digest.Zero);

        Refusal refusal = await _world.RefuseAsync(_bob.Sign(intent));

        Assert.Equal((RefusalReason.WrongAddress, _alice.Address.ToString()), (refusal.Reason, refusal.Expected));
    }

    [Fact]
    [Trait("Plan", "S10")]
    public async Task An_operation_has_one_id_whatever_its_signature()
    {
        SignedTransfer transfer = _alice.Transfer(_leaf, _bob, 1, nonce: 0);
        Receipt receipt = await _world.ConfirmAsync(transfer);

        // Sent again with a signature that is wrong it is refused as wrong, not answered as known.
        Signature other = Schnorr.Sign(_bob.Key, Digest.Zero);
        Refusal refusal = await _world.RefuseAsync(transfer with { Authorization = transfer.Authorization with { Signature = other } });

        Assert.Equal(transfer.Transfer.IdIn(World.Context), receipt.OperationId);
        Assert.Equal(RefusalReason.InvalidSignature, refusal.Reason);
    }

    [Fact]
    [Trait("Plan", "S13")]
    public async Task One_bad_signature_among_many_spoils_no_other()
    {
        Party[] senders = [.. Enumerable.Range(200, 64).Select(World.Party)];
        var transfers = new List<SignedTransfer>();
        foreach (Party sender in senders)
        {
            LeafIndex leaf = await _world.FundAsync(sender, 10);
            SignedTransfer transfer = sender.Transfer(leaf, _bob, 1, nonce: 0);
            bool spoil = sender == senders[17] || sender == senders[40];
            transfers.Add(spoil ? transfer with { Transfer = transfer.Transfer with { Amount = 2 } } : transfer);
        }

        BatchSubmissionResult result = await _world.Core.Commands.Send(new SubmitBatch(transfers));

        Assert.Equal([17, 40], Enumerable.Range(0, 64).Where(i => result.Results[i] is Refused { Refusal.Reason: RefusalReason.InvalidSignature }));
        Assert.Equal(62, result.Results.OfType<Confirmed>().Count());
    }
}
