using System.Diagnostics;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Wallet.Keys;
using Rollup.Wallet.Rpc;

namespace Rollup.Cli.Demo;

/// <summary>A wallet of the demo: pays, and keeps every receipt.</summary>
internal sealed class DemoWallet(ChainContext chain, PublicKey sequencerKey)
{
    private readonly List<Receipt> _receipts = [];
    private readonly List<double> _latencies = [];

    public WalletKey Key { get; } = new(SecretKey.Generate(), EthereumAddress.Zero);

    public L2Address Address => Key.Address;

    public AccountInfo Account { get; private set; } = null!;

    /// <summary>Receipts of everything that was acknowledged, in order.</summary>
    public IReadOnlyList<Receipt> Receipts => _receipts;

    /// <summary>From sending to the receipt, in milliseconds.</summary>
    public IReadOnlyList<double> Latencies => _latencies;

    /// <summary>Sent, but the node died before it answered.</summary>
    public SignedTransfer? Unanswered { get; private set; }

    public async Task LoadAccountAsync(RollupClient node, TokenId token, CancellationToken cancellationToken) =>
        Account = (await node.GetAccountsAsync(Address, cancellationToken)).Single(account => account.Token == token);

    /// <summary>The next transfer of this wallet, not yet signed.</summary>
    public TransferIntent Draft(L2Address recipient, ulong amount, uint fee) => new(
        Account.Leaf, Address, Account.Token, recipient, amount, fee, Account.Nonce,
        (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), Digest.Zero);

    public SignedTransfer Sign(TransferIntent intent) => new(intent, Key.Authorize(intent, chain));

    /// <summary>Sends, waits for the receipt, and checks its signature.</summary>
    /// <returns>False when the node died before it answered.</returns>
    public async Task<bool> PayAsync(RollupClient node, SignedTransfer transfer, CancellationToken cancellationToken)
    {
        Unanswered = transfer;
        long start = Stopwatch.GetTimestamp();
        try
        {
            Receipt receipt = await node.SendAsync(transfer, cancellationToken);
            _latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Keep(receipt, transfer.Transfer);
            return true;
        }
        catch (RpcConnectionException)
        {
            return false;
        }
    }

    private void Keep(Receipt receipt, TransferIntent intent)
    {
        if (receipt.OperationId != intent.IdIn(chain) || !receipt.Verify(sequencerKey))
        {
            throw new InvalidOperationException($"The receipt for operation {intent.IdIn(chain)} names {receipt.OperationId} or is not signed by {sequencerKey}.");
        }

        _receipts.Add(receipt);
        Account = Account with { Nonce = intent.Nonce + 1 };
        Unanswered = null;
    }
}
