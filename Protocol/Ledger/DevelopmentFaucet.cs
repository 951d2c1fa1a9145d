using System.Diagnostics.CodeAnalysis;

namespace Rollup.Protocol;

/// <summary>Makes deposits out of nothing, on the development chain only; elsewhere value enters through L1 alone.</summary>
public static class DevelopmentFaucet
{
    /// <summary>The deposit that credits an address, as the next entry of the queue.</summary>
    /// <param name="refusal">Why not: another chain, a zero address or amount, or more than a token's supply may be.</param>
    public static bool TryResolve(
        LedgerState state,
        L2Address address,
        TokenId token,
        ulong amount,
        [NotNullWhen(true)] out Deposit? deposit,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = Check(state, address, token, amount);
        deposit = refusal is null ? state.ResolveDeposit(state.NextQueueIndex, address, token, amount, EthereumAddress.Zero) : null;
        return refusal is null;
    }

    private static Refusal? Check(LedgerState state, L2Address address, TokenId token, ulong amount)
    {
        if (!state.Context.IsDevelopment)
        {
            return new(RefusalReason.NotDevelopmentChain, "The faucet exists on the development chain only.", $"chain id {ChainContext.DevelopmentChainId}");
        }

        if (address.IsZero)
        {
            return new(RefusalReason.RecipientZero, "The recipient is zero, which nobody can own.", null);
        }

        if (amount == 0)
        {
            return new(RefusalReason.AmountZero, "A deposit must move something.", "at least 1");
        }

        ulong room = ProtocolLimits.MaxTokenSupply - Math.Min(ProtocolLimits.MaxTokenSupply, state.SupplyOf(token));
        if (amount > room)
        {
            return new(RefusalReason.SupplyExceeded, $"The rollup would hold too much of token {token}.", $"at most {room}");
        }

        return state.LowestFreeLeaf is null && !state.TryFindLeaf(address, token, out _)
            ? new(RefusalReason.TreeFull, "The recipient has no leaf for this token, and none is free.", null)
            : null;
    }
}
