using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Wallet.Keys;
using Rollup.Wallet.Rpc;

namespace Rollup.Wallet.Payments;

/// <summary>Prepares and sends one wallet's transfers through a node.</summary>
public sealed class Payer(RollupClient node, ChainContext chain, WalletKey key, TimeProvider time)
{
    /// <summary>How long a prepared transfer stays valid when nothing else is asked for.</summary>
    public static readonly TimeSpan DefaultValidity = TimeSpan.FromMinutes(10);

    /// <summary>Fills in what the node knows: leaf, nonce and fee.</summary>
    /// <exception cref="PaymentException">The wallet holds too little of the token.</exception>
    public async Task<TransferIntent> PrepareAsync(
        L2Address recipient, TokenInfo token, ulong amount, Digest reference, TimeSpan validity, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AccountInfo> accounts = await node.GetAccountsAsync(key.Address, cancellationToken);
        AccountInfo account = accounts.FirstOrDefault(candidate => candidate.Token == token.Id)
            ?? throw new PaymentException($"the wallet holds no {token.Symbol}");
        ulong fee = await node.QuoteTransferAsync(token.Id, recipient, cancellationToken);
        if (amount > account.Balance || fee > account.Balance - amount)
        {
            throw new PaymentException(
                $"the wallet holds {Amounts.TokenAmount.Format(account.Balance, token.Decimals)} {token.Symbol}, less than the amount and a fee of {Amounts.TokenAmount.Format(fee, token.Decimals)}");
        }

        ulong validUntil = (ulong)(time.GetUtcNow() + validity).ToUnixTimeSeconds();
        return new(account.Leaf, key.Address, token.Id, recipient, amount, checked((uint)fee), account.Nonce, validUntil, reference);
    }

    public SignedTransfer Sign(TransferIntent intent) => new(intent, key.Authorize(intent, chain));

    /// <summary>Sends a transfer; when the answer is lost, asks again until the node says whether it was accepted.</summary>
    /// <remarks>Sending twice is safe: the same operation is answered with its first receipt.</remarks>
    public async Task<Receipt> SendAsync(SignedTransfer transfer, CancellationToken cancellationToken = default)
    {
        const int Attempts = 3;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await node.SendAsync(transfer, cancellationToken);
            }
            catch (RpcConnectionException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 * attempt), time, cancellationToken);
            }
        }
    }
}

/// <summary>A payment cannot be made; nothing was sent.</summary>
public sealed class PaymentException(string message) : Exception(message);
