using Rollup.Crypto.Signatures;

namespace Rollup.Protocol;

/// <summary>An operation as a user submits it.</summary>
public abstract record SignedOperation(Authorization Authorization)
{
    public abstract ISignedIntent Intent { get; }

    /// <summary>Whether the key and L1 owner make up the sender's address and the key signed the operation's id.</summary>
    /// <remarks>Needs no state, so that many can be checked in parallel before the writer looks at them.</remarks>
    public Refusal? CheckAuthorization(ChainContext context) =>
        CheckKey() ?? (Schnorr.Verify(Authorization.Key, Intent.IdIn(context).Value, Authorization.Signature) ? null : WrongSignature);

    /// <summary>The first half of <see cref="CheckAuthorization"/>; the second can be done for many operations at once.</summary>
    public Refusal? CheckKey() =>
        L2Address.Derive(Authorization.Key, Authorization.L1Owner) == Intent.SenderAddress
            ? null
            : new(RefusalReason.InvalidKey, "The public key and L1 owner do not make up the sender's address.", Intent.SenderAddress.ToString());

    /// <summary>What an operation with somebody else's signature is told.</summary>
    public static Refusal WrongSignature { get; } =
        new(RefusalReason.InvalidSignature, "The signature does not fit the operation on this chain and contract.", null);
}

public sealed record SignedTransfer(TransferIntent Transfer, Authorization Authorization) : SignedOperation(Authorization)
{
    public override ISignedIntent Intent => Transfer;
}

public sealed record SignedWithdrawal(WithdrawalIntent Withdrawal, Authorization Authorization) : SignedOperation(Authorization)
{
    public override ISignedIntent Intent => Withdrawal;
}
