namespace Rollup.Protocol;

/// <summary>Which operations the rules allow. The order of the checks is part of the specification: it decides the reason.</summary>
public sealed partial class LedgerState
{
    /// <summary>Whether a user's operation may be taken into a batch with this timestamp; null if it may.</summary>
    /// <remarks>The authorization is not looked at: <see cref="SignedOperation.CheckAuthorization"/> needs no state and runs before.</remarks>
    /// <param name="batchTimestamp">From <see cref="BatchTimestampAt"/>, in Unix seconds.</param>
    public Refusal? Check(SignedOperation operation, ulong batchTimestamp) =>
        operation.Intent.CheckShape()
        ?? CheckSender(operation.Intent, batchTimestamp)
        ?? (operation is SignedTransfer transfer ? CheckRecipient(transfer.Transfer) : null);

    private Refusal? CheckSender(ISignedIntent intent, ulong batchTimestamp)
    {
        Account sender = _accounts[intent.Sender];
        if (sender.IsEmpty)
        {
            return new(RefusalReason.UnknownAccount, $"Leaf {intent.Sender} was never opened.", null);
        }

        if (sender.Address != intent.SenderAddress)
        {
            return new(RefusalReason.WrongAddress, $"Leaf {intent.Sender} belongs to another address.", sender.Address.ToString());
        }

        if (sender.Token != intent.Token)
        {
            return new(RefusalReason.TokenMismatch, $"Leaf {intent.Sender} holds another token.", sender.Token.ToString());
        }

        if (batchTimestamp > intent.ValidUntil)
        {
            return new(RefusalReason.Expired, $"The operation was valid until {intent.ValidUntil}.", $"at least {batchTimestamp}");
        }

        if (intent.Nonce != sender.Nonce)
        {
            RefusalReason reason = intent.Nonce < sender.Nonce ? RefusalReason.NonceTooLow : RefusalReason.NonceTooHigh;
            return new(reason, $"The nonce {intent.Nonce} is not the next one.", sender.Nonce.ToString());
        }

        // Both are far below 2^63, so the sum cannot wrap.
        return intent.Amount + intent.Fee > sender.Balance
            ? new(RefusalReason.InsufficientBalance, $"Amount {intent.Amount} and fee {intent.Fee} are more than the balance.", $"at most {sender.Balance}")
            : null;
    }

    private Refusal? CheckRecipient(TransferIntent intent)
    {
        if (_index.TryFind(intent.Recipient, intent.Token, out LeafIndex leaf))
        {
            return leaf == intent.Sender ? null : CheckCredit(leaf, intent.Amount);
        }

        return LowestFreeLeaf is null
            ? new(RefusalReason.TreeFull, "The recipient has no leaf for this token, and none is free.", null)
            : null;
    }

    private Refusal? CheckCredit(LeafIndex leaf, ulong amount)
    {
        ulong room = ProtocolLimits.MaxBalance - _accounts[leaf].Balance;
        return amount > room
            ? new(RefusalReason.RecipientOverflow, "The recipient's balance would pass the largest one.", $"at most {room}")
            : null;
    }

    /// <summary>Whether <paramref name="leaf"/> can receive: owned by the address and token named, or free where it is opened.</summary>
    private Refusal? CheckTarget(LeafIndex leaf, bool opens, L2Address address, TokenId token)
    {
        Account account = _accounts[leaf];
        if (opens)
        {
            return leaf.IsReserved || !account.IsEmpty
                ? new(RefusalReason.WrongAddress, $"Leaf {leaf} cannot be opened: it is reserved or in use.", "a free leaf")
                : null;
        }

        if (account.IsEmpty)
        {
            return new(RefusalReason.UnknownAccount, $"Leaf {leaf} was never opened.", null);
        }

        if (account.Address != address)
        {
            return new(RefusalReason.WrongAddress, $"Leaf {leaf} belongs to another address.", address.ToString());
        }

        return account.Token != token
            ? new(RefusalReason.TokenMismatch, $"Leaf {leaf} holds token {account.Token}.", token.ToString())
            : null;
    }
}
