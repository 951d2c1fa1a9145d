using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Rollup.Protocol;

/// <summary>Names of the reasons, as the RPC and the log write them.</summary>
public static class RefusalReasons
{
    private static readonly FrozenDictionary<string, RefusalReason> ByName =
        Enum.GetValues<RefusalReason>().ToFrozenDictionary(Name, StringComparer.Ordinal);

    public static string Name(this RefusalReason reason) => reason switch
    {
        RefusalReason.AmountZero => "amount_zero",
        RefusalReason.AmountTooLarge => "amount_too_large",
        RefusalReason.NonceTooLow => "nonce_too_low",
        RefusalReason.NonceTooHigh => "nonce_too_high",
        RefusalReason.ValidUntilTooLarge => "valid_until_too_large",
        RefusalReason.Expired => "expired",
        RefusalReason.UnknownAccount => "unknown_account",
        RefusalReason.WrongAddress => "wrong_address",
        RefusalReason.TokenMismatch => "token_mismatch",
        RefusalReason.InsufficientBalance => "insufficient_balance",
        RefusalReason.RecipientZero => "recipient_zero",
        RefusalReason.RecipientOverflow => "recipient_overflow",
        RefusalReason.TreeFull => "tree_full",
        RefusalReason.FeeTooLow => "fee_too_low",
        RefusalReason.InvalidKey => "invalid_key",
        RefusalReason.InvalidSignature => "invalid_signature",
        RefusalReason.UnknownToken => "unknown_token",
        RefusalReason.SupplyExceeded => "supply_exceeded",
        RefusalReason.NotDevelopmentChain => "not_development_chain",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a refusal reason."),
    };

    public static bool TryParse([NotNullWhen(true)] string? name, out RefusalReason reason)
    {
        reason = default;
        return name is not null && ByName.TryGetValue(name, out reason);
    }
}
