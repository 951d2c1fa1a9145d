using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Wallet.Rpc;

namespace Rollup.Cli.Demo;

/// <summary>Transfers that a node must refuse, one for each reason that a client can bring about.</summary>
/// <remarks>
/// Not among them: <c>tree_full</c> needs 2^32 accounts, <c>recipient_overflow</c> more tokens than the faucet gives,
/// <c>not_development_chain</c> another chain.
/// </remarks>
internal static class DemoRefusals
{
    /// <summary>Sends them all.</summary>
    /// <returns>Each reason, and whether the node gave it.</returns>
    public static async Task<IReadOnlyList<(string Reason, bool Given)>> RunAsync(
        RollupClient node, DemoWallet payer, DemoWallet other, uint fee, CancellationToken cancellationToken)
    {
        TransferIntent good = payer.Draft(other.Address, amount: 1, fee);
        (RefusalReason Reason, SignedTransfer Transfer)[] bad =
        [
            (RefusalReason.AmountZero, payer.Sign(good) with { Transfer = good with { Amount = 0 } }),
            (RefusalReason.AmountTooLarge, payer.Sign(good) with { Transfer = good with { Amount = ProtocolLimits.MaxAmount + 1 } }),
            (RefusalReason.InsufficientBalance, payer.Sign(good with { Amount = ProtocolLimits.MaxAmount })),
            (RefusalReason.NonceTooLow, payer.Sign(good with { Nonce = good.Nonce - 1 })),
            (RefusalReason.NonceTooHigh, payer.Sign(good with { Nonce = good.Nonce + 1 })),
            (RefusalReason.ValidUntilTooLarge, payer.Sign(good) with { Transfer = good with { ValidUntil = ulong.MaxValue } }),
            (RefusalReason.Expired, payer.Sign(good with { ValidUntil = 1 })),
            (RefusalReason.UnknownAccount, payer.Sign(good with { Sender = new(uint.MaxValue) })),
            (RefusalReason.WrongAddress, payer.Sign(good with { Sender = other.Account.Leaf })),
            (RefusalReason.TokenMismatch, payer.Sign(good with { Token = new(1) })),
            (RefusalReason.UnknownToken, payer.Sign(good with { Token = new(4_000_000_000) })),
            (RefusalReason.RecipientZero, payer.Sign(good) with { Transfer = good with { Recipient = L2Address.Zero } }),
            (RefusalReason.FeeTooLow, payer.Sign(good with { Fee = 0 })),
            (RefusalReason.InvalidSignature, payer.Sign(good) with { Transfer = good with { Reference = new Digest(1, 2, 3, 4) } }),
            (RefusalReason.InvalidKey, payer.Sign(good) with { Authorization = other.Sign(good).Authorization }),
        ];

        List<(string, bool)> outcomes = [];
        foreach ((RefusalReason reason, SignedTransfer transfer) in bad)
        {
            outcomes.Add((reason.Name(), await IsRefusedAsync(() => node.SendAsync(transfer, cancellationToken), reason)));
        }

        outcomes.Add((RefusalReason.SupplyExceeded.Name(), await IsRefusedAsync(
            () => node.CreditFromFaucetAsync(payer.Address, good.Token, ProtocolLimits.MaxAmount, cancellationToken), RefusalReason.SupplyExceeded)));
        return outcomes;
    }

    private static async Task<bool> IsRefusedAsync(Func<Task<Receipt>> send, RefusalReason reason)
    {
        try
        {
            await send();
            return false;
        }
        catch (RpcException error)
        {
            return error.Code == RpcException.OperationRefused && error.Reason == reason.Name();
        }
    }
}
