using System.Text.Json;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Operations;

public sealed class MessageTests
{
    private static readonly JsonElement File = VectorFile.Load("messages.json");

    [Fact]
    public void Messages_and_ids_are_those_of_the_reference()
    {
        foreach (JsonElement c in File.Items("cases"))
        {
            ISignedIntent intent = c.GetProperty("intent").Intent();
            var elements = new Goldilocks[SignedMessage.ElementCount];
            intent.WriteMessage(c.Context(), elements);
            Assert.Equal(c.Elements("elements"), elements);
            Assert.Equal(c.Text("id"), intent.IdIn(c.Context()).ToString());
        }
    }

    [Fact]
    [Trait("Plan", "S14")]
    public void Signatures_are_those_of_the_reference_and_verify()
    {
        foreach (JsonElement c in File.Items("cases"))
        {
            SignedOperation operation = Signed(c);
            Assert.Null(operation.CheckAuthorization(c.Context()));
            Assert.True(SecretKey.TryRead(c.Bytes("secretKey"), out SecretKey? secret));
            Assert.Equal(operation.Authorization.Signature, Schnorr.Sign(secret, operation.Intent.IdIn(c.Context()).Value));
        }
    }

    [Fact]
    [Trait("Plan", "S11")]
    public void A_signature_for_another_chain_or_contract_is_refused()
    {
        JsonElement c = File.Items("cases").First();
        ChainContext context = c.Context();
        foreach (ChainContext other in new[] { new ChainContext(context.ChainId + 1, context.Contract), new ChainContext(context.ChainId, EthereumAddress.Zero) })
        {
            Assert.Equal(RefusalReason.InvalidSignature, Signed(c).CheckAuthorization(other)?.Reason);
        }
    }

    [Fact]
    public void Changing_any_signed_field_makes_the_signature_invalid()
    {
        JsonElement c = File.Items("cases").First();
        var signed = (SignedTransfer)Signed(c);
        TransferIntent good = signed.Transfer;
        TransferIntent[] changed =
        [
            good with { Sender = new(2) },
            good with { Token = new(1) },
            good with { Recipient = good.SenderAddress },
            good with { Amount = good.Amount + 1 },
            good with { Fee = good.Fee + 1 },
            good with { Nonce = good.Nonce + 1 },
            good with { ValidUntil = good.ValidUntil + 1 },
            good with { Reference = Digest.Zero },
        ];
        foreach (TransferIntent intent in changed)
        {
            Assert.Equal(RefusalReason.InvalidSignature, (signed with { Transfer = intent }).CheckAuthorization(c.Context())?.Reason);
        }
    }

    [Fact]
    public void Another_key_or_owner_than_the_senders_is_refused_as_invalid_key()
    {
        JsonElement c = File.Items("cases").First();
        SignedOperation signed = Signed(c);
        SecretKey other = SecretKey.FromSeed(new byte[64]);
        Assert.Equal(
            RefusalReason.InvalidKey,
            (signed with { Authorization = signed.Authorization with { Key = other.PublicKey } }).CheckAuthorization(c.Context())?.Reason);
        Assert.Equal(
            RefusalReason.InvalidKey,
            (signed with { Authorization = signed.Authorization with { L1Owner = EthereumAddress.Zero } }).CheckAuthorization(c.Context())?.Reason);
    }

    [Fact]
    [Trait("Plan", "S12")]
    public void A_transfers_signature_does_not_fit_the_withdrawal_with_the_same_elements()
    {
        // A recipient's address whose elements are an Ethereum address's limbs and zero: the two messages differ in type only.
        JsonElement c = File.Items("cases").First();
        ChainContext context = c.Context();
        var recipient = new EthereumAddress(Enumerable.Range(1, 20).Select(i => (byte)i).ToArray());
        var limbs = new Goldilocks[4];
        recipient.CopyLimbs(limbs);
        TransferIntent t = ((SignedTransfer)Signed(c)).Transfer with { Recipient = new(Digest.From(limbs)) };
        var w = new WithdrawalIntent(t.Sender, t.SenderAddress, t.Token, recipient, t.Amount, t.Fee, t.Nonce, t.ValidUntil, t.Reference);

        var (left, right) = (new Goldilocks[SignedMessage.ElementCount], new Goldilocks[SignedMessage.ElementCount]);
        t.WriteMessage(context, left);
        w.WriteMessage(context, right);
        Assert.Equal([4], Enumerable.Range(0, left.Length).Where(i => left[i] != right[i]));
        Assert.NotEqual(t.IdIn(context), w.IdIn(context));

        Assert.True(SecretKey.TryRead(c.Bytes("secretKey"), out SecretKey? secret));
        Authorization authorization = Signed(c).Authorization with { Signature = Schnorr.Sign(secret, t.IdIn(context).Value) };
        Assert.Null(new SignedTransfer(t, authorization).CheckAuthorization(context));
        Assert.Equal(RefusalReason.InvalidSignature, new SignedWithdrawal(w, authorization).CheckAuthorization(context)?.Reason);
    }

    [Fact]
    [Trait("Plan", "S10")]
    public void The_id_does_not_depend_on_the_signature()
    {
        JsonElement c = File.Items("cases").First();
        var signed = (SignedTransfer)Signed(c);
        JsonElement other = File.Items("cases").ElementAt(1);
        SignedTransfer forged = signed with { Authorization = other.GetProperty("authorization").Authorization() };
        Assert.Equal(signed.Intent.IdIn(c.Context()), forged.Intent.IdIn(c.Context()));
        Assert.Equal(RefusalReason.InvalidSignature, forged.CheckAuthorization(c.Context())?.Reason);
    }

    [Theory]
    [InlineData(ProtocolLimits.MaxAmount + 1, 0, 0)]
    [InlineData(Goldilocks.Modulus + 1, 0, 0)]
    [InlineData(1, ProtocolLimits.MaxNonce + 1, 0)]
    [InlineData(1, Goldilocks.Modulus, 0)]
    [InlineData(1, 0, ProtocolLimits.MaxTimestamp + 1)]
    [InlineData(1, 0, ulong.MaxValue)]
    public void A_number_out_of_range_has_no_id(ulong amount, ulong nonce, ulong validUntil)
    {
        TransferIntent intent = ((SignedTransfer)Signed(File.Items("cases").First())).Transfer with { Amount = amount, Nonce = nonce, ValidUntil = validUntil };
        Assert.NotNull(intent.CheckShape());
        Assert.Throws<InvalidOperationException>(() => intent.IdIn(new(1, EthereumAddress.Zero)));
    }

    [Fact]
    public void Many_authorizations_are_answered_as_each_one_alone()
    {
        JsonElement[] cases = [.. File.Items("cases").Where(c => c.Context() == File.Items("cases").First().Context())];
        ChainContext context = cases[0].Context();
        List<SignedOperation> operations = [];
        foreach (SignedOperation good in cases.Select(Signed))
        {
            operations.Add(good);
            operations.Add(good with { Authorization = good.Authorization with { L1Owner = EthereumAddress.Zero } });
            operations.Add(good with { Authorization = good.Authorization with { Signature = cases[^1].GetProperty("authorization").Authorization().Signature } });
        }

        var (ids, refusals) = (new OperationId[operations.Count], new Refusal?[operations.Count]);
        AuthorizationChecks.CheckAll(context, operations.ToArray(), ids, refusals);
        for (int i = 0; i < operations.Count; i++)
        {
            Assert.Equal(operations[i].Intent.IdIn(context), ids[i]);
            Assert.Equal(operations[i].CheckAuthorization(context), refusals[i]);
        }

        Assert.Contains(refusals, r => r is null);
        Assert.Contains(refusals, r => r?.Reason == RefusalReason.InvalidKey);
        Assert.Contains(refusals, r => r?.Reason == RefusalReason.InvalidSignature);
    }

    [Fact]
    public void Memos_have_the_references_of_the_reference()
    {
        foreach (JsonElement c in File.Items("memos"))
        {
            Assert.Equal(c.Digest("reference"), Memo.Reference(c.Text("text")));
        }

        Assert.Throws<ArgumentException>(() => Memo.Reference(new string('x', Memo.MaxBytes + 1)));
        Assert.ThrowsAny<ArgumentException>(() => Memo.Reference("\ud800"));
        Assert.NotEqual(Memo.Reference("a"), Memo.Reference("a\0"));
        Assert.NotEqual(Memo.Reference("a"), Memo.Reference("\0a"));
    }

    private static SignedOperation Signed(JsonElement c)
    {
        Authorization authorization = c.GetProperty("authorization").Authorization();
        return c.GetProperty("intent").Intent() switch
        {
            TransferIntent transfer => new SignedTransfer(transfer, authorization),
            WithdrawalIntent withdrawal => new SignedWithdrawal(withdrawal, authorization),
            _ => throw new InvalidOperationException(),
        };
    }
}
