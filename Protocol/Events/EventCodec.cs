using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rollup.Protocol.Events;

/// <summary>Events as canonical JSON: one event has exactly one sequence of bytes (specification, "Events").</summary>
public static partial class EventCodec
{
    /// <summary>The version of every event type that this program writes and reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Longer than any event can be.</summary>
    public const int MaxBytes = 2048;

    private static readonly (byte[] Name, BodyReader Body)[] Bodies =
    [
        (Encoding.ASCII.GetBytes(TransferAccepted.TypeName), ReadTransferAccepted),
        (Encoding.ASCII.GetBytes(WithdrawalAccepted.TypeName), ReadWithdrawalAccepted),
        (Encoding.ASCII.GetBytes(DepositCredited.TypeName), ReadDepositCredited),
        (Encoding.ASCII.GetBytes(ForcedExitProcessed.TypeName), ReadForcedExitProcessed),
        (Encoding.ASCII.GetBytes(FeesCollected.TypeName), ReadFeesCollected),
        (Encoding.ASCII.GetBytes(BatchSealed.TypeName), ReadBatchSealed),
        (Encoding.ASCII.GetBytes(OperationRejected.TypeName), ReadOperationRejected),
    ];

    /// <summary>Reads what follows the sequence number, up to the closing brace.</summary>
    private delegate RollupEvent? BodyReader(ref CanonicalReader reader);

    /// <summary>The event's canonical bytes.</summary>
    /// <param name="sequence">Its number in its stream, from 0.</param>
    /// <exception cref="ArgumentException">The event cannot be written, such as a rejection with an unprintable text.</exception>
    public static byte[] Encode(RollupEvent @event, long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        var writer = new CanonicalWriter(stackalloc byte[MaxBytes]);
        writer.Raw("{\"type\":\""u8);
        writer.Ascii(@event.Type);
        writer.Raw("\",\"version\":1,\"sequence\":"u8);
        writer.Decimal((ulong)sequence);
        switch (@event)
        {
            case TransferAccepted e:
                Write(ref writer, e);
                break;
            case WithdrawalAccepted e:
                Write(ref writer, e);
                break;
            case DepositCredited e:
                Write(ref writer, e);
                break;
            case ForcedExitProcessed e:
                Write(ref writer, e);
                break;
            case FeesCollected e:
                Write(ref writer, e);
                break;
            case BatchSealed e:
                Write(ref writer, e);
                break;
            case OperationRejected e:
                Write(ref writer, e);
                break;
            default:
                throw new ArgumentException($"{@event.GetType()} has no canonical form.", nameof(@event));
        }

        writer.Raw("}"u8);
        return writer.Written.ToArray();
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <param name="fault">Why they were refused; names the type and version where those are unknown.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RollupEvent? @event, out long sequence, [NotNullWhen(false)] out string? fault)
    {
        var reader = new CanonicalReader(bytes);
        @event = Read(ref reader, out sequence);
        fault = reader.Fault;
        @event = fault is null ? @event : null;
        return fault is null;
    }

    /// <summary>Reads canonical bytes that must be well-formed.</summary>
    /// <exception cref="EventFormatException">They are not, or their type or version is unknown.</exception>
    public static RollupEvent Decode(ReadOnlySpan<byte> bytes, out long sequence) =>
        TryDecode(bytes, out RollupEvent? @event, out sequence, out string? fault)
            ? @event
            : throw new EventFormatException($"Not an event this program can read, {fault}.");

    private static RollupEvent? Read(ref CanonicalReader reader, out long sequence)
    {
        reader.Raw("{\"type\":\""u8);
        ReadOnlySpan<byte> name = reader.Name();
        BodyReader? body = FindBody(name);
        if (body is null)
        {
            reader.Fail($"expected a known event type, not '{Encoding.ASCII.GetString(name)}'");
        }

        reader.Raw("\",\"version\":"u8);
        uint version = reader.Number();
        if (version != SchemaVersion)
        {
            reader.Fail($"{Encoding.ASCII.GetString(name)} has version {version}, this program knows version {SchemaVersion}");
        }

        reader.Raw(",\"sequence\":"u8);
        sequence = reader.Sequence();
        RollupEvent? @event = body?.Invoke(ref reader);
        reader.Raw("}"u8);
        reader.End();
        return @event;
    }

    private static BodyReader? FindBody(ReadOnlySpan<byte> name)
    {
        foreach ((byte[] known, BodyReader body) in Bodies)
        {
            if (name.SequenceEqual(known))
            {
                return body;
            }
        }

        return null;
    }
}
