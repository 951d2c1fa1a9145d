using System.Collections.Frozen;
using Rollup.Protocol;

namespace Rollup.Sequencer.Fees;

/// <summary>What this sequencer asks. An operation is charged exactly what its owner signed, which must not be less.</summary>
public sealed class FeeSchedule
{
    private readonly FrozenDictionary<TokenId, TokenListing> _tokens;
    private readonly string _tokenList;

    public FeeSchedule(IReadOnlyList<TokenListing> tokens)
    {
        Tokens = [.. tokens.OrderBy(t => t.Id)];
        _tokens = tokens.ToFrozenDictionary(t => t.Id);
        _tokenList = string.Join(", ", Tokens.Select(t => t.Id));
    }

    public IReadOnlyList<TokenListing> Tokens { get; }

    public Refusal? CheckToken(TokenId token) => _tokens.ContainsKey(token)
        ? null
        : new(RefusalReason.UnknownToken, $"Token {token} is not listed.", $"one of {_tokenList}");

    /// <param name="opens">Whether the operation opens the recipient's leaf.</param>
    public FeeQuote Quote(OperationKind kind, TokenId token, bool opens)
    {
        TokenListing listing = _tokens[token];
        List<FeeItem> items = kind == OperationKind.Withdrawal
            ? [new(FeeItem.Withdrawal, listing.WithdrawalFee)]
            : [new(FeeItem.Transfer, listing.TransferFee)];
        if (opens)
        {
            // Two more slots of public data and a new leaf for ever.
            items.Add(new(FeeItem.OpensAccount, listing.OpeningFee));
        }

        return new(items);
    }

    /// <summary>Whether the signed fee is enough. The token must be listed.</summary>
    public Refusal? Check(SignedOperation operation, bool opens)
    {
        TokenListing listing = _tokens[operation.Intent.Token];
        ulong least = (operation is SignedWithdrawal ? listing.WithdrawalFee : listing.TransferFee) + (opens ? listing.OpeningFee : 0UL);
        return operation.Intent.Fee >= least
            ? null
            : new(RefusalReason.FeeTooLow, $"The signed fee {operation.Intent.Fee} is below the asked one.", $"at least {least}");
    }
}

/// <summary>A token that operations may use.</summary>
/// <param name="Decimals">Decimals of an L2 unit: an amount of 10^Decimals units is one token.</param>
public sealed record TokenListing(TokenId Id, string Symbol, int Decimals, uint TransferFee, uint OpeningFee, uint WithdrawalFee);

/// <param name="Name">A word of the closed list below.</param>
public sealed record FeeItem(string Name, uint Amount)
{
    public const string Transfer = "transfer";
    public const string Withdrawal = "withdrawal";
    public const string OpensAccount = "opens_account";
}

public sealed record FeeQuote(IReadOnlyList<FeeItem> Items)
{
    public ulong Total => Items.Aggregate(0UL, (sum, item) => sum + item.Amount);
}
