using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Public data: n slots of 21 bytes, an opcode or continuation byte and 20 bytes of payload each.</summary>
/// <remarks>
/// An operation's fields follow each other without gap through the payloads of its slots; the rest is zero. Byte 0 of its
/// first slot is the opcode, of its slot k ≥ 1 the code 0x80 + k.
/// </remarks>
public static class PublicDataSlots
{
    public const int SlotBytes = 21;

    public const int PayloadBytes = SlotBytes - 1;

    /// <summary>Most slots of one batch.</summary>
    public const int MaxSlots = ProtocolLimits.MaxPublicDataBytes / SlotBytes;

    private const byte Continuation = 0x80;
    private const int MostSlotsOfOneOperation = 4;

    /// <summary>Slots of an operation; 0 for an unknown opcode.</summary>
    public static int Count(OperationKind kind) => kind switch
    {
        OperationKind.Transfer => 1,
        OperationKind.OpeningTransfer => 3,
        OperationKind.Withdrawal => 2,
        OperationKind.Deposit => 4,
        OperationKind.ForcedExit => 4,
        OperationKind.CollectFees => 3,
        _ => 0,
    };

    /// <summary>The public data of a batch.</summary>
    public static byte[] Encode(IReadOnlyList<Operation> operations)
    {
        int slots = operations.Sum(o => Count(o.Kind));
        byte[] data = new byte[slots * SlotBytes];
        int position = 0;
        foreach (Operation operation in operations)
        {
            int length = Count(operation.Kind) * SlotBytes;
            Write(operation, data.AsSpan(position, length));
            position += length;
        }

        return data;
    }

    /// <summary>Reads a batch's public data strictly.</summary>
    /// <param name="fault">What was expected where, when the data is refused.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> data, [NotNullWhen(true)] out IReadOnlyList<PublicOperation>? operations, [NotNullWhen(false)] out PublicDataFault? fault)
    {
        operations = null;
        fault = data.Length % SlotBytes == 0 ? null : new(data.Length / SlotBytes, $"the length {data.Length} is no multiple of {SlotBytes}");
        var read = new List<PublicOperation>();
        Span<byte> payload = stackalloc byte[MostSlotsOfOneOperation * PayloadBytes];
        for (int slot = 0; fault is null && slot * SlotBytes < data.Length;)
        {
            var kind = (OperationKind)data[slot * SlotBytes];
            fault = Gather(data, slot, kind, payload);
            PublicOperation? operation = null;
            if (fault is null && !TryRead(kind, payload, out operation, out string? expected))
            {
                fault = new(slot, expected);
            }

            read.Add(operation!);
            slot += Count(kind);
        }

        operations = fault is null ? read : null;
        return fault is null;
    }

    /// <summary>Copies the payloads of one operation's slots behind each other and clears the rest.</summary>
    private static PublicDataFault? Gather(ReadOnlySpan<byte> data, int first, OperationKind kind, Span<byte> payload)
    {
        int count = Count(kind);
        if (count == 0)
        {
            return new(first, $"0x{(byte)kind:x2} is no opcode");
        }

        if (data.Length / SlotBytes - first < count)
        {
            return new(first, $"opcode {(byte)kind} needs {count} slots, and only {data.Length / SlotBytes - first} are left");
        }

        payload.Clear();
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<byte> slot = data.Slice((first + k) * SlotBytes, SlotBytes);
            if (k > 0 && slot[0] != Continuation + k)
            {
                return new(first + k, $"expected continuation 0x{Continuation + k:x2}, not 0x{slot[0]:x2}");
            }

            slot[1..].CopyTo(payload[(k * PayloadBytes)..]);
        }

        return null;
    }

    private static void Write(Operation operation, Span<byte> slots)
    {
        Span<byte> payload = stackalloc byte[MostSlotsOfOneOperation * PayloadBytes];
        payload.Clear();
        WritePayload(operation, payload);
        for (int k = 0; k * SlotBytes < slots.Length; k++)
        {
            slots[k * SlotBytes] = k == 0 ? (byte)operation.Kind : (byte)(Continuation + k);
            payload.Slice(k * PayloadBytes, PayloadBytes).CopyTo(slots[(k * SlotBytes + 1)..]);
        }
    }

    private static void WritePayload(Operation operation, Span<byte> payload)
    {
        switch (operation)
        {
            case Transfer { Intent: var intent } transfer:
                WriteHead(payload, intent.Sender.Value, transfer.Recipient.Value, intent.Amount, intent.Fee);
                if (transfer.Opens)
                {
                    intent.Recipient.Value.Write(payload[20..]);
                }

                break;
            case Withdrawal { Intent: var intent }:
                WriteHead(payload, intent.Sender.Value, intent.Token.Value, intent.Amount, intent.Fee);
                intent.Recipient.Write(payload[20..]);
                break;
            case Deposit deposit:
                WriteHead(payload, deposit.Leaf.Value, deposit.Token.Value, deposit.Amount, 0);
                deposit.Address.Value.Write(payload[20..]);
                deposit.Refund.Write(payload[52..]);
                break;
            case ForcedExit exit:
                WriteHead(payload, exit.Leaf.Value, exit.Token.Value, exit.Burned, 0);
                exit.Address.Value.Write(payload[20..]);
                exit.Payee.Write(payload[52..]);
                break;
            case CollectFees fees:
                WriteHead(payload, fees.Leaf.Value, fees.Token.Value, fees.Amount, 0);
                fees.Address.Value.Write(payload[20..]);
                break;
            default:
                throw new ArgumentException($"{operation} has no public data.", nameof(operation));
        }
    }

    /// <summary>The first slot has the same widths for every opcode; the last word is padding where there is no fee.</summary>
    private static void WriteHead(Span<byte> payload, uint first, uint second, ulong amount, uint fee)
    {
        BinaryPrimitives.WriteUInt32BigEndian(payload, first);
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], second);
        BinaryPrimitives.WriteUInt64BigEndian(payload[8..], amount);
        BinaryPrimitives.WriteUInt32BigEndian(payload[16..], fee);
    }

    private static bool TryRead(
        OperationKind kind, ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PublicOperation? operation, [NotNullWhen(false)] out string? expected)
    {
        operation = null;
        var leaf = new LeafIndex(BinaryPrimitives.ReadUInt32BigEndian(payload));
        uint second = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
        ulong amount = BinaryPrimitives.ReadUInt64BigEndian(payload[8..]);
        uint fee = BinaryPrimitives.ReadUInt32BigEndian(payload[16..]);

        bool hasAddress = kind is not (OperationKind.Transfer or OperationKind.Withdrawal);
        Digest address = default;
        if (hasAddress && !Digest.TryRead(payload.Slice(20, Digest.ByteCount), out address))
        {
            expected = "expected an address of four words below the field's modulus";
            return false;
        }

        bool hasFee = kind is OperationKind.Transfer or OperationKind.OpeningTransfer or OperationKind.Withdrawal;
        int used = kind switch
        {
            OperationKind.Transfer => 20,
            OperationKind.Withdrawal => 40,
            OperationKind.Deposit or OperationKind.ForcedExit => 72,
            _ => 52,
        };
        if ((!hasFee && fee != 0) || payload[used..].ContainsAnyExcept((byte)0))
        {
            expected = "expected zeros in the padding";
            return false;
        }

        expected = null;
        operation = kind switch
        {
            OperationKind.Transfer => new PublicTransfer(leaf, new(second), amount, fee),
            OperationKind.OpeningTransfer => new PublicOpeningTransfer(leaf, new(second), amount, fee, new(address)),
            OperationKind.Withdrawal => new PublicWithdrawal(leaf, new(second), amount, fee, new(payload.Slice(20, 20))),
            OperationKind.Deposit => new PublicDeposit(leaf, new(second), amount, new(address), new(payload.Slice(52, 20))),
            OperationKind.ForcedExit => new PublicForcedExit(leaf, new(second), amount, new(address), new(payload.Slice(52, 20))),
            _ => new PublicCollectFees(leaf, new(second), amount, new(address)),
        };
        return true;
    }
}
