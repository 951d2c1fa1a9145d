using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Protocol.Events;

/// <summary>Signed operations. Each writer stands beside its reader: the two lists of properties must be the same.</summary>
public static partial class EventCodec
{
    private static void Write(ref CanonicalWriter writer, TransferAccepted e)
    {
        TransferIntent intent = e.Transfer.Intent;
        WriteSigned(ref writer, e.At, e.OperationId, intent);
        writer.Raw(",\"recipientAddress\":"u8);
        writer.Address(intent.Recipient);
        writer.Raw(",\"recipient\":"u8);
        writer.Number(e.Transfer.Recipient.Value);
        writer.Raw(",\"opens\":"u8);
        writer.Flag(e.Transfer.Opens);
        WriteAuthorization(ref writer, e.Authorization);
    }

    private static TransferAccepted? ReadTransferAccepted(ref CanonicalReader reader)
    {
        SignedFields fields = ReadSigned(ref reader);
        reader.Raw(",\"recipientAddress\":"u8);
        L2Address recipientAddress = reader.L2Address();
        reader.Raw(",\"recipient\":"u8);
        LeafIndex recipient = new(reader.Number());
        reader.Raw(",\"opens\":"u8);
        bool opens = reader.Flag();
        RecordedAuthorization? authorization = ReadAuthorization(ref reader);
        if (authorization is null)
        {
            return null;
        }

        var intent = new TransferIntent(
            fields.Sender, fields.SenderAddress, fields.Token, recipientAddress, fields.Amount, fields.Fee, fields.Nonce, fields.ValidUntil, fields.Reference);
        return new(fields.At, fields.Id, new(intent, recipient, opens), authorization);
    }

    private static void Write(ref CanonicalWriter writer, WithdrawalAccepted e)
    {
        WithdrawalIntent intent = e.Withdrawal.Intent;
        WriteSigned(ref writer, e.At, e.OperationId, intent);
        writer.Raw(",\"recipientAddress\":"u8);
        writer.Address(intent.Recipient);
        WriteAuthorization(ref writer, e.Authorization);
    }

    private static WithdrawalAccepted? ReadWithdrawalAccepted(ref CanonicalReader reader)
    {
        SignedFields fields = ReadSigned(ref reader);
        reader.Raw(",\"recipientAddress\":"u8);
        EthereumAddress recipient = reader.EthereumAddress();
        RecordedAuthorization? authorization = ReadAuthorization(ref reader);
        if (authorization is null)
        {
            return null;
        }

        var intent = new WithdrawalIntent(
            fields.Sender, fields.SenderAddress, fields.Token, recipient, fields.Amount, fields.Fee, fields.Nonce, fields.ValidUntil, fields.Reference);
        return new(fields.At, fields.Id, new(intent), authorization);
    }

    private static void WriteSigned(ref CanonicalWriter writer, AcceptedAt at, OperationId id, ISignedIntent intent)
    {
        writer.Raw(",\"acceptedAt\":"u8);
        writer.Decimal(at.UnixMilliseconds);
        writer.Raw(",\"operationId\":"u8);
        writer.Digest(id.Value);
        writer.Raw(",\"sender\":"u8);
        writer.Number(intent.Sender.Value);
        writer.Raw(",\"senderAddress\":"u8);
        writer.Address(intent.SenderAddress);
        writer.Raw(",\"token\":"u8);
        writer.Number(intent.Token.Value);
        writer.Raw(",\"amount\":"u8);
        writer.Decimal(intent.Amount);
        writer.Raw(",\"fee\":"u8);
        writer.Number(intent.Fee);
        writer.Raw(",\"nonce\":"u8);
        writer.Decimal(intent.Nonce);
        writer.Raw(",\"validUntil\":"u8);
        writer.Decimal(intent.ValidUntil);
        writer.Raw(",\"reference\":"u8);
        writer.Digest(intent.Reference);
    }

    private static SignedFields ReadSigned(ref CanonicalReader reader)
    {
        reader.Raw(",\"acceptedAt\":"u8);
        AcceptedAt at = ReadTime(ref reader);
        reader.Raw(",\"operationId\":"u8);
        OperationId id = new(reader.Digest());
        reader.Raw(",\"sender\":"u8);
        LeafIndex sender = new(reader.Number());
        reader.Raw(",\"senderAddress\":"u8);
        L2Address address = reader.L2Address();
        reader.Raw(",\"token\":"u8);
        TokenId token = new(reader.Number());
        reader.Raw(",\"amount\":"u8);
        ulong amount = reader.Decimal(ProtocolLimits.MaxAmount);
        reader.Raw(",\"fee\":"u8);
        uint fee = reader.Number();
        reader.Raw(",\"nonce\":"u8);
        ulong nonce = reader.Decimal(ProtocolLimits.MaxNonce);
        reader.Raw(",\"validUntil\":"u8);
        ulong validUntil = reader.Decimal(ProtocolLimits.MaxTimestamp);
        reader.Raw(",\"reference\":"u8);
        return new(at, id, sender, address, token, amount, fee, nonce, validUntil, reader.Digest());
    }

    private static void WriteAuthorization(ref CanonicalWriter writer, RecordedAuthorization authorization)
    {
        Span<byte> bytes = stackalloc byte[Signature.ByteCount];
        writer.Raw(",\"publicKey\":"u8);
        authorization.Key.Write(bytes);
        writer.Hex(bytes[..EncodedPublicKey.ByteCount]);
        writer.Raw(",\"l1Owner\":"u8);
        writer.Address(authorization.L1Owner);
        writer.Raw(",\"signature\":"u8);
        authorization.Signature.Write(bytes);
        writer.Hex(bytes);
    }

    private static RecordedAuthorization? ReadAuthorization(ref CanonicalReader reader)
    {
        reader.Raw(",\"publicKey\":"u8);
        EncodedPublicKey key = reader.PublicKey();
        reader.Raw(",\"l1Owner\":"u8);
        EthereumAddress owner = reader.EthereumAddress();
        reader.Raw(",\"signature\":"u8);
        return reader.Signature() is { } signature ? new(key, owner, signature) : null;
    }

    private static AcceptedAt ReadTime(ref CanonicalReader reader) => new(reader.Decimal(AcceptedAt.Max.UnixMilliseconds));

    private readonly record struct SignedFields(
        AcceptedAt At,
        OperationId Id,
        LeafIndex Sender,
        L2Address SenderAddress,
        TokenId Token,
        ulong Amount,
        uint Fee,
        ulong Nonce,
        ulong ValidUntil,
        Digest Reference);
}
