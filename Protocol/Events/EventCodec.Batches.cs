using Rollup.Crypto;

namespace Rollup.Protocol.Events;

/// <summary>Seals.</summary>
public static partial class EventCodec
{
    private static void Write(ref CanonicalWriter writer, BatchSealed e)
    {
        writer.Raw(",\"sealedAt\":"u8);
        writer.Decimal(e.At.UnixMilliseconds);
        writer.Raw(",\"batch\":"u8);
        writer.Decimal(e.Header.Number.Value);
        writer.Raw(",\"timestamp\":"u8);
        writer.Decimal(e.Header.Timestamp);
        writer.Raw(",\"firstSequence\":"u8);
        writer.Decimal((ulong)e.FirstSequence);
        writer.Raw(",\"operationCount\":"u8);
        writer.Number((uint)e.OperationCount);
        writer.Raw(",\"slotCount\":"u8);
        writer.Number((uint)e.SlotCount);
        writer.Raw(",\"capacity\":"u8);
        writer.Number((uint)e.Capacity);
        writer.Raw(",\"previousRoot\":"u8);
        writer.Digest(e.PreviousRoot.Value);
        writer.Raw(",\"newRoot\":"u8);
        writer.Digest(e.Header.NewRoot.Value);
        writer.Raw(",\"c\":"u8);
        writer.Digest(e.Header.C);
        writer.Raw(",\"d\":"u8);
        writer.Bytes32(e.D);
        writer.Raw(",\"z\":"u8);
        writer.Scalar(e.Header.Z);
        writer.Raw(",\"y\":"u8);
        writer.Scalar(e.Header.Y);
        writer.Raw(",\"runningDigest\":"u8);
        writer.Digest(e.RunningDigest);
    }

    private static BatchSealed ReadBatchSealed(ref CanonicalReader reader)
    {
        reader.Raw(",\"sealedAt\":"u8);
        AcceptedAt at = ReadTime(ref reader);
        reader.Raw(",\"batch\":"u8);
        BatchNumber number = new(reader.Decimal());
        reader.Raw(",\"timestamp\":"u8);
        ulong timestamp = reader.Decimal(ProtocolLimits.MaxTimestamp);
        reader.Raw(",\"firstSequence\":"u8);
        long firstSequence = reader.Sequence();
        reader.Raw(",\"operationCount\":"u8);
        int operationCount = reader.Count();
        reader.Raw(",\"slotCount\":"u8);
        int slotCount = reader.Count();
        reader.Raw(",\"capacity\":"u8);
        int capacity = reader.Count();
        reader.Raw(",\"previousRoot\":"u8);
        StateRoot previousRoot = new(reader.Digest());
        reader.Raw(",\"newRoot\":"u8);
        StateRoot newRoot = new(reader.Digest());
        reader.Raw(",\"c\":"u8);
        Digest c = reader.Digest();
        reader.Raw(",\"d\":"u8);
        Bytes32 d = reader.Bytes32();
        reader.Raw(",\"z\":"u8);
        BlsScalar z = reader.Scalar();
        reader.Raw(",\"y\":"u8);
        BlsScalar y = reader.Scalar();
        reader.Raw(",\"runningDigest\":"u8);
        return new(
            at, new(number, timestamp, newRoot, c, z, y), previousRoot, d, reader.Digest(), firstSequence, operationCount, slotCount, capacity);
    }
}
