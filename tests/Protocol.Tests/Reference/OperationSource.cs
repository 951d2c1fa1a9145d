using Rollup.Crypto;

namespace Rollup.Protocol.Tests.Reference;

/// <summary>Seeded requests, most of them sensible, many with one word replaced by an edge value.</summary>
internal sealed class OperationSource(int seed)
{
    public const int TokenCount = 3;

    private static readonly ulong[] Edges =
    [
        0, 1, 2, ulong.MaxValue, ulong.MaxValue - 1, Goldilocks.Modulus, Goldilocks.Modulus - 1, Goldilocks.Modulus + 1,
        (1UL << 60) - 1, 1UL << 60, (1UL << 62) - 1, 1UL << 62, 1UL << 63, (1UL << 48) - 1, 1UL << 48, uint.MaxValue, 1UL << 32,
    ];

    private readonly Random _random = new(seed);
    private readonly L2Address[] _addresses = [.. Enumerable.Range(1, 40).Select(i => new L2Address(new Digest((ulong)i, (ulong)(i * i), 7, (ulong)(seed & 0xffff))))];

    public L2Address Operator => _addresses[0];

    public int Next(int bound) => _random.Next(bound);

    public L2Address Address() => _addresses[_random.Next(_addresses.Length)];

    public TokenId Token() => new((uint)_random.Next(TokenCount));

    public EthereumAddress Ethereum()
    {
        byte[] bytes = new byte[EthereumAddress.ByteCount];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    /// <summary>A deposit's amount; rarely so large that balances come near their bound.</summary>
    public ulong DepositAmount() => _random.Next(10) == 0 ? ProtocolLimits.MaxAmount : (ulong)_random.NextInt64(1, 1_000_000);

    public SignedOperation Request(LedgerState state, ulong timestamp)
    {
        LeafIndex leaf = new((uint)_random.Next(1, state.AccountCount + 2));
        Account sender = state[leaf];
        ulong amount = sender.Balance == 0 ? 1 : (ulong)_random.NextInt64(1, (long)Math.Min(sender.Balance, ProtocolLimits.MaxAmount) + 1);
        uint fee = _random.Next(3) == 0 ? 0 : (uint)_random.Next(1, 50);
        if (_random.Next(4) != 0)
        {
            amount = Math.Max(1, amount / 8); // most transfers leave something for the next
        }

        var transfer = new TransferIntent(
            leaf, sender.Address, sender.Token, Address(), amount, fee, sender.Nonce, timestamp + (ulong)_random.Next(100), Digest.Zero);
        if (_random.Next(3) == 0)
        {
            transfer = Disturb(transfer, sender, timestamp);
        }

        return _random.Next(6) == 0
            ? new SignedWithdrawal(
                new(
                    transfer.Sender,
                    transfer.SenderAddress,
                    transfer.Token,
                    _random.Next(20) == 0 ? EthereumAddress.Zero : Ethereum(),
                    transfer.Amount,
                    transfer.Fee,
                    transfer.Nonce,
                    transfer.ValidUntil,
                    transfer.Reference),
                null!)
            : new SignedTransfer(transfer, null!);
    }

    private TransferIntent Disturb(TransferIntent good, Account sender, ulong timestamp) => _random.Next(12) switch
    {
        0 => good with { Amount = Edge() },
        1 => good with { Amount = sender.Balance },
        2 => good with { Amount = unchecked(sender.Balance + 1) },
        3 => good with { Amount = unchecked(sender.Balance - good.Fee) },
        4 => good with { Fee = uint.MaxValue },
        5 => good with { Nonce = unchecked(sender.Nonce + (ulong)_random.Next(3) - 1) },
        6 => good with { Nonce = Edge() },
        7 => good with { ValidUntil = _random.Next(2) == 0 ? Edge() : timestamp - (ulong)_random.Next(2) },
        8 => good with { Sender = new(_random.Next(2) == 0 ? 0 : (uint)Edge()) },
        9 => good with { SenderAddress = Address() },
        10 => good with { Token = Token() },
        _ => good with { Recipient = _random.Next(2) == 0 ? L2Address.Zero : good.SenderAddress },
    };

    private ulong Edge() => Edges[_random.Next(Edges.Length)];
}
