using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>The layout that every signed message shares.</summary>
/// <remarks>
/// chain id, contract (3), operation type, sender leaf, sender address (4), token, recipient (4), amount, fee, nonce,
/// valid-until, reference (4). A recipient on Ethereum is three limbs and a zero.
/// </remarks>
public static class SignedMessage
{
    public const int ElementCount = 23;

    /// <summary>Index of the recipient's four elements.</summary>
    internal const int RecipientOffset = 11;

    /// <summary>Writes everything but the recipient, whose four elements are set to zero.</summary>
    /// <exception cref="InvalidOperationException">A number has no canonical element: the caller skipped <see cref="ISignedIntent.CheckShape"/>.</exception>
    internal static void Write(ISignedIntent intent, OperationKind type, ChainContext context, Span<Goldilocks> elements)
    {
        if (intent.Amount > ProtocolLimits.MaxAmount || intent.Nonce > ProtocolLimits.MaxNonce || intent.ValidUntil > ProtocolLimits.MaxTimestamp)
        {
            throw new InvalidOperationException(
                $"Out of range: amount {intent.Amount}, nonce {intent.Nonce}, valid until {intent.ValidUntil}. Two numbers must never share an id.");
        }

        context.CopyTo(elements);
        elements[4] = (ulong)type;
        elements[5] = intent.Sender.Value;
        intent.SenderAddress.Value.CopyTo(elements[6..]);
        elements[10] = intent.Token.Value;
        elements.Slice(RecipientOffset, 4).Clear();
        elements[15] = intent.Amount;
        elements[16] = intent.Fee;
        elements[17] = intent.Nonce;
        elements[18] = intent.ValidUntil;
        intent.Reference.CopyTo(elements[19..]);
    }

    internal static OperationId Hash(ISignedIntent intent, ChainContext context)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[ElementCount];
        intent.WriteMessage(context, elements);
        return new(Sponge.Hash(HashTags.SignedMessage, elements));
    }

    internal static Refusal? CheckShape(ISignedIntent intent, bool recipientIsZero)
    {
        if (intent.Amount == 0)
        {
            return new(RefusalReason.AmountZero, "An operation must move something.", "at least 1");
        }

        if (intent.Amount > ProtocolLimits.MaxAmount)
        {
            return new(RefusalReason.AmountTooLarge, $"The amount {intent.Amount} is above the largest one.", $"at most {ProtocolLimits.MaxAmount}");
        }

        if (intent.Nonce > ProtocolLimits.MaxNonce)
        {
            return new(RefusalReason.NonceTooHigh, $"The nonce {intent.Nonce} is above the largest one.", $"at most {ProtocolLimits.MaxNonce}");
        }

        if (intent.ValidUntil > ProtocolLimits.MaxTimestamp)
        {
            return new(RefusalReason.ValidUntilTooLarge, $"Valid-until {intent.ValidUntil} is above the largest time.", $"at most {ProtocolLimits.MaxTimestamp}");
        }

        return recipientIsZero
            ? new(RefusalReason.RecipientZero, "The recipient is zero, which nobody can own.", null)
            : null;
    }
}
