using System.Diagnostics.CodeAnalysis;

namespace Rollup.Protocol.Events;

/// <summary>What the log keeps beside an event's canonical bytes.</summary>
/// <param name="Previous">Hash of the event before; the genesis hash for the first.</param>
/// <param name="GroupFirst">Sequence number of the first event of the append that wrote this one.</param>
/// <param name="GroupSize">Events of that append: stores do not keep append boundaries, receipts need them.</param>
public sealed record EventMetadata(int SchemaVersion, long Sequence, EventHash Previous, EventHash Hash, long GroupFirst, int GroupSize)
{
    private const int MaxBytes = 512;

    /// <summary>Canonical JSON.</summary>
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(stackalloc byte[MaxBytes]);
        writer.Raw("{\"schemaVersion\":"u8);
        writer.Number((uint)SchemaVersion);
        writer.Raw(",\"sequence\":"u8);
        writer.Decimal((ulong)Sequence);
        writer.Raw(",\"previousHash\":"u8);
        writer.Bytes32(Previous.Value);
        writer.Raw(",\"hash\":"u8);
        writer.Bytes32(Hash.Value);
        writer.Raw(",\"groupFirst\":"u8);
        writer.Decimal((ulong)GroupFirst);
        writer.Raw(",\"groupSize\":"u8);
        writer.Number((uint)GroupSize);
        writer.Raw("}"u8);
        return writer.Written.ToArray();
    }

    /// <summary>Reads exactly what <see cref="Encode"/> writes.</summary>
    /// <param name="fault">What was expected where.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out EventMetadata? metadata, [NotNullWhen(false)] out string? fault)
    {
        var reader = new CanonicalReader(bytes);
        reader.Raw("{\"schemaVersion\":"u8);
        int version = reader.Count();
        reader.Raw(",\"sequence\":"u8);
        long sequence = reader.Sequence();
        reader.Raw(",\"previousHash\":"u8);
        EventHash previous = new(reader.Bytes32());
        reader.Raw(",\"hash\":"u8);
        EventHash hash = new(reader.Bytes32());
        reader.Raw(",\"groupFirst\":"u8);
        long groupFirst = reader.Sequence();
        reader.Raw(",\"groupSize\":"u8);
        int groupSize = reader.Count();
        reader.Raw("}"u8);
        reader.End();
        if (groupFirst > sequence || sequence - groupFirst >= groupSize)
        {
            reader.Fail($"expected a group that holds event {sequence}, not {groupSize} events from {groupFirst}");
        }

        fault = reader.Fault;
        metadata = fault is null ? new(version, sequence, previous, hash, groupFirst, groupSize) : null;
        return fault is null;
    }
}
