namespace Rollup.Protocol.Events;

/// <summary>Operations that nobody signs, and rejections.</summary>
public static partial class EventCodec
{
    private static void Write(ref CanonicalWriter writer, DepositCredited e)
    {
        Deposit deposit = e.Deposit;
        WriteQueued(ref writer, e.At, deposit.QueueIndex, deposit.Leaf, deposit.Address, deposit.Token);
        writer.Raw(",\"amount\":"u8);
        writer.Decimal(deposit.Amount);
        writer.Raw(",\"opens\":"u8);
        writer.Flag(deposit.Opens);
        writer.Raw(",\"refund\":"u8);
        writer.Address(deposit.Refund);
    }

    private static DepositCredited ReadDepositCredited(ref CanonicalReader reader)
    {
        QueuedFields fields = ReadQueued(ref reader);
        reader.Raw(",\"amount\":"u8);
        ulong amount = reader.Decimal(ProtocolLimits.MaxAmount);
        reader.Raw(",\"opens\":"u8);
        bool opens = reader.Flag();
        reader.Raw(",\"refund\":"u8);
        return new(fields.At, new(fields.QueueIndex, fields.Leaf, opens, fields.Address, fields.Token, amount, reader.EthereumAddress()));
    }

    private static void Write(ref CanonicalWriter writer, ForcedExitProcessed e)
    {
        ForcedExit exit = e.ForcedExit;
        WriteQueued(ref writer, e.At, exit.QueueIndex, exit.Leaf, exit.Address, exit.Token);
        writer.Raw(",\"burned\":"u8);
        writer.Decimal(exit.Burned);
        writer.Raw(",\"payee\":"u8);
        writer.Address(exit.Payee);
    }

    private static ForcedExitProcessed ReadForcedExitProcessed(ref CanonicalReader reader)
    {
        QueuedFields fields = ReadQueued(ref reader);
        reader.Raw(",\"burned\":"u8);
        ulong burned = reader.Decimal(ProtocolLimits.MaxBalance);
        reader.Raw(",\"payee\":"u8);
        return new(fields.At, new(fields.QueueIndex, fields.Leaf, fields.Address, fields.Token, burned, reader.EthereumAddress()));
    }

    private static void Write(ref CanonicalWriter writer, FeesCollected e)
    {
        CollectFees fees = e.Collection;
        writer.Raw(",\"acceptedAt\":"u8);
        writer.Decimal(e.At.UnixMilliseconds);
        WriteLeaf(ref writer, fees.Leaf, fees.Address, fees.Token);
        writer.Raw(",\"amount\":"u8);
        writer.Decimal(fees.Amount);
        writer.Raw(",\"opens\":"u8);
        writer.Flag(fees.Opens);
    }

    private static FeesCollected ReadFeesCollected(ref CanonicalReader reader)
    {
        reader.Raw(",\"acceptedAt\":"u8);
        AcceptedAt at = ReadTime(ref reader);
        (LeafIndex leaf, L2Address address, TokenId token) = ReadLeaf(ref reader);
        reader.Raw(",\"amount\":"u8);
        ulong amount = reader.Decimal(ProtocolLimits.MaxAmount);
        reader.Raw(",\"opens\":"u8);
        return new(at, new(leaf, reader.Flag(), address, token, amount));
    }

    private static void Write(ref CanonicalWriter writer, OperationRejected e)
    {
        if (e.Expected is not null && !PlainTextRules.Allows(e.Expected))
        {
            throw new ArgumentException($"Expected is not plain text of at most {PlainTextRules.MaxLength} characters: {e.Expected}");
        }

        writer.Raw(",\"rejectedAt\":"u8);
        writer.Decimal(e.At.UnixMilliseconds);
        writer.Raw(",\"operationId\":"u8);
        writer.Digest(e.OperationId.Value);
        writer.Raw(",\"reason\":"u8);
        writer.PlainText(e.Reason.Name());
        writer.Raw(",\"expected\":"u8);
        if (e.Expected is null)
        {
            writer.Raw("null"u8);
        }
        else
        {
            writer.PlainText(e.Expected);
        }
    }

    private static OperationRejected ReadOperationRejected(ref CanonicalReader reader)
    {
        reader.Raw(",\"rejectedAt\":"u8);
        AcceptedAt at = ReadTime(ref reader);
        reader.Raw(",\"operationId\":"u8);
        OperationId id = new(reader.Digest());
        reader.Raw(",\"reason\":"u8);
        string name = reader.PlainText(PlainTextRules.MaxLength);
        if (!RefusalReasons.TryParse(name, out RefusalReason reason))
        {
            reader.Fail($"expected a known reason, not {name}");
        }

        reader.Raw(",\"expected\":"u8);
        string? expected = reader.TrySkip("null"u8) ? null : reader.PlainText(PlainTextRules.MaxLength);
        return new(at, id, reason, expected);
    }

    private static void WriteQueued(ref CanonicalWriter writer, AcceptedAt at, ulong queueIndex, LeafIndex leaf, L2Address address, TokenId token)
    {
        writer.Raw(",\"acceptedAt\":"u8);
        writer.Decimal(at.UnixMilliseconds);
        writer.Raw(",\"queueIndex\":"u8);
        writer.Decimal(queueIndex);
        WriteLeaf(ref writer, leaf, address, token);
    }

    private static QueuedFields ReadQueued(ref CanonicalReader reader)
    {
        reader.Raw(",\"acceptedAt\":"u8);
        AcceptedAt at = ReadTime(ref reader);
        reader.Raw(",\"queueIndex\":"u8);
        ulong queueIndex = reader.Decimal();
        (LeafIndex leaf, L2Address address, TokenId token) = ReadLeaf(ref reader);
        return new(at, queueIndex, leaf, address, token);
    }

    private static void WriteLeaf(ref CanonicalWriter writer, LeafIndex leaf, L2Address address, TokenId token)
    {
        writer.Raw(",\"leaf\":"u8);
        writer.Number(leaf.Value);
        writer.Raw(",\"address\":"u8);
        writer.Address(address);
        writer.Raw(",\"token\":"u8);
        writer.Number(token.Value);
    }

    private static (LeafIndex Leaf, L2Address Address, TokenId Token) ReadLeaf(ref CanonicalReader reader)
    {
        reader.Raw(",\"leaf\":"u8);
        LeafIndex leaf = new(reader.Number());
        reader.Raw(",\"address\":"u8);
        L2Address address = reader.L2Address();
        reader.Raw(",\"token\":"u8);
        return (leaf, address, new(reader.Number()));
    }

    private readonly record struct QueuedFields(AcceptedAt At, ulong QueueIndex, LeafIndex Leaf, L2Address Address, TokenId Token);
}
