using System.Runtime.InteropServices;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.ReadModels;

namespace Rollup.Sequencer.State;

/// <summary>A state between two batches as bytes. The same log gives the same bytes.</summary>
/// <remarks>
/// Little-endian words: version; time of the last event; the ledger (<see cref="LedgerSnapshot"/>) after its length; then,
/// each after its count, the operation index, the history and the seals, all in log order. The file around it has a
/// checksum; that the accounts are right is shown by the state root, which is computed again.
/// </remarks>
internal static class SnapshotFormat
{
    public const uint Version = 1;

    /// <param name="state">Stands right after a batch was sealed.</param>
    public static void Write(SequencerState state, Stream stream)
    {
        if (state.Batches.LastSeal != state.Head.Sequence)
        {
            throw new InvalidOperationException($"A snapshot stands after a seal: event {state.Batches.LastSeal}, not {state.Head.Sequence}.");
        }

        using var writer = new BinaryWriter(stream, System.Text.Encoding.ASCII, leaveOpen: true);
        writer.Write(Version);
        writer.Write(state.LastAt.UnixMilliseconds);
        byte[] ledger = LedgerSnapshot.Encode(state.Ledger, state.Head);
        writer.Write(ledger.Length);
        writer.Write(ledger);
        WriteOperations(state.Operations, writer);
        WriteHistory(state.History, writer);
        WriteSeals(state.Batches, writer);
    }

    /// <exception cref="SnapshotUnusableException">The bytes are of another version, or are no snapshot at all.</exception>
    /// <exception cref="SequencerHaltException">The accounts do not have the state root that the snapshot claims.</exception>
    public static SequencerState Read(ReadOnlyMemory<byte> bytes, ChainContext context)
    {
        try
        {
            using var reader = new BinaryReader(OpenRead(bytes));
            return Read(reader, context);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or InvalidOperationException)
        {
            throw new SnapshotUnusableException($"it is no snapshot of version {Version}: {e.Message}");
        }
    }

    private static SequencerState Read(BinaryReader reader, ChainContext context)
    {
        uint version = reader.ReadUInt32();
        if (version != Version)
        {
            throw new SnapshotUnusableException($"it has version {version}, this program knows version {Version}");
        }

        var lastAt = new AcceptedAt(reader.ReadUInt64());
        byte[] bytes = reader.ReadBytes(reader.ReadInt32());
        if (!LedgerSnapshot.TryDecode(bytes, context, out LedgerState? ledger, out LogHead head, out string? fault))
        {
            // The file is what was written, so what was written is wrong: nobody knows what else is.
            throw new SequencerHaltException(HaltReason.Damaged, $"A snapshot does not hold what it claims: {fault}. Remove it to replay the log.");
        }

        return new(ledger, head, lastAt, ReadOperations(reader), ReadHistory(reader), ReadSeals(reader));
    }

    /// <summary>Without copying: a snapshot of a million accounts is over 100 MB.</summary>
    private static MemoryStream OpenRead(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
        ? new(array.Array!, array.Offset, array.Count, writable: false)
        : new(bytes.ToArray(), writable: false);

    private static void WriteOperations(OperationIndex operations, BinaryWriter writer)
    {
        writer.Write(operations.Count);
        foreach ((ulong fingerprint, long sequence) in operations.Entries().OrderBy(e => e.Sequence))
        {
            writer.Write(fingerprint);
            writer.Write(sequence);
        }
    }

    private static OperationIndex ReadOperations(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var operations = new OperationIndex();
        for (int i = 0; i < count; i++)
        {
            operations.Add(reader.ReadUInt64(), reader.ReadInt64());
        }

        return operations;
    }

    private static void WriteHistory(HistoryIndex history, BinaryWriter writer)
    {
        writer.Write(history.PostingCount);
        foreach ((uint leaf, long sequence) in history.Postings())
        {
            writer.Write(leaf);
            writer.Write(sequence);
        }
    }

    private static HistoryIndex ReadHistory(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var history = new HistoryIndex();
        for (int i = 0; i < count; i++)
        {
            history.Add(reader.ReadUInt32(), reader.ReadInt64());
        }

        return history;
    }

    private static void WriteSeals(BatchIndex batches, BinaryWriter writer)
    {
        writer.Write(batches.Seals.Count);
        foreach (long seal in batches.Seals)
        {
            writer.Write(seal);
        }
    }

    private static BatchIndex ReadSeals(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var batches = new BatchIndex();
        for (int i = 0; i < count; i++)
        {
            batches.Add(batches.Last.Next(), reader.ReadInt64());
        }

        return batches;
    }
}

/// <summary>A snapshot that cannot be used; the log can be replayed without it.</summary>
internal sealed class SnapshotUnusableException(string message) : Exception(message);
