namespace Rollup.Protocol.Tests.Reference;

/// <summary>
/// The transition rules over dictionaries and 128-bit numbers, written from the specification and apart from the product: no
/// index, no tree, no undo. It searches linearly and refuses by name.
/// </summary>
internal sealed class ReferenceLedger
{
    private static readonly UInt128 MaxAmount = (UInt128.One << 60) - 1;
    private static readonly UInt128 MaxBalance = (UInt128.One << 62) - 1;
    private static readonly UInt128 MaxWord48 = (UInt128.One << 48) - 1;

    public SortedDictionary<uint, Row> Rows { get; } = [];

    public SortedDictionary<uint, UInt128> Fees { get; } = [];

    /// <summary>Deposits minus withdrawals and exits, by token.</summary>
    public Dictionary<uint, UInt128> Held { get; } = [];

    public ulong QueueIndex { get; private set; }

    public static string? CheckShape(ISignedIntent intent, bool recipientIsZero) =>
        intent.Amount == 0 ? "amount_zero"
        : intent.Amount > MaxAmount ? "amount_too_large"
        : intent.Nonce > MaxWord48 ? "nonce_too_high"
        : intent.ValidUntil > MaxWord48 ? "valid_until_too_large"
        : recipientIsZero ? "recipient_zero"
        : null;

    public string? Check(ISignedIntent intent, ulong timestamp)
    {
        bool zero = intent is TransferIntent { Recipient.IsZero: true } or WithdrawalIntent { Recipient.IsZero: true };
        if (CheckShape(intent, zero) is { } fault)
        {
            return fault;
        }

        if (!Rows.TryGetValue(intent.Sender.Value, out Row? sender))
        {
            return "unknown_account";
        }

        if (sender.Address != intent.SenderAddress)
        {
            return "wrong_address";
        }

        if (sender.Token != intent.Token.Value)
        {
            return "token_mismatch";
        }

        if (intent.ValidUntil < timestamp)
        {
            return "expired";
        }

        if (intent.Nonce != sender.Nonce)
        {
            return intent.Nonce > sender.Nonce ? "nonce_too_high" : "nonce_too_low";
        }

        if ((UInt128)intent.Amount + intent.Fee > sender.Balance)
        {
            return "insufficient_balance";
        }

        return intent is TransferIntent transfer && Owned(transfer.Recipient, intent.Token.Value) is { } leaf && leaf != intent.Sender.Value
            && Rows[leaf].Balance + intent.Amount > MaxBalance
            ? "recipient_overflow"
            : null;
    }

    /// <summary>The leaf that receives, and whether it is opened.</summary>
    public (uint Leaf, bool Opens) Target(L2Address address, uint token)
    {
        if (Owned(address, token) is { } leaf)
        {
            return (leaf, false);
        }

        uint free = 1;
        while (Rows.ContainsKey(free))
        {
            free++;
        }

        return (free, true);
    }

    public void Transfer(TransferIntent intent)
    {
        (uint leaf, bool opens) = Target(intent.Recipient, intent.Token.Value);
        Spend(intent);
        Receive(leaf, opens, intent.Recipient, intent.Token.Value, intent.Amount);
    }

    public void Withdraw(WithdrawalIntent intent)
    {
        Spend(intent);
        Held[intent.Token.Value] -= intent.Amount;
    }

    public void Deposit(L2Address address, uint token, ulong amount)
    {
        (uint leaf, bool opens) = Target(address, token);
        Receive(leaf, opens, address, token, amount);
        Held[token] = Held.GetValueOrDefault(token) + amount;
        QueueIndex++;
    }

    public ulong ForceExit(uint leaf, L2Address address, uint token)
    {
        QueueIndex++;
        if (!Rows.TryGetValue(leaf, out Row? row) || row.Address != address || row.Token != token)
        {
            return 0;
        }

        UInt128 burned = row.Balance;
        row.Balance = 0;
        Held[token] -= burned;
        return (ulong)burned;
    }

    public void CollectFees(L2Address address)
    {
        foreach ((uint token, UInt128 fees) in Fees)
        {
            (uint leaf, bool opens) = Target(address, token);
            Receive(leaf, opens, address, token, fees);
        }

        Fees.Clear();
    }

    private uint? Owned(L2Address address, uint token)
    {
        foreach ((uint leaf, Row row) in Rows)
        {
            if (row.Address == address && row.Token == token)
            {
                return leaf;
            }
        }

        return null;
    }

    private void Spend(ISignedIntent intent)
    {
        Row sender = Rows[intent.Sender.Value];
        sender.Balance -= (UInt128)intent.Amount + intent.Fee;
        sender.Nonce++;
        if (intent.Fee > 0)
        {
            Fees[intent.Token.Value] = Fees.GetValueOrDefault(intent.Token.Value) + intent.Fee;
        }
    }

    private void Receive(uint leaf, bool opens, L2Address address, uint token, UInt128 amount)
    {
        if (opens)
        {
            Rows[leaf] = new Row { Address = address, Token = token };
        }

        Rows[leaf].Balance += amount;
    }

    internal sealed class Row
    {
        public L2Address Address { get; init; }

        public uint Token { get; init; }

        public UInt128 Balance { get; set; }

        public ulong Nonce { get; set; }
    }
}
