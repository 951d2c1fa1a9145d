using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;
using Rollup.Protocol.Events;

namespace Rollup.Protocol;

/// <summary>A ledger between two batches as bytes: an optimisation for restarts, never a source of truth.</summary>
/// <remarks>
/// All integers are big-endian. Header: magic (8), chain id (8), contract (20), batch number (8), batch timestamp (8), state
/// root (32), running digest (32), next queue index (8), last sequence (8), its event hash (32), account count (4). Then per
/// account, leaves ascending: leaf (4), address (32), token (4), balance (8), nonce (8). The same state gives the same bytes.
/// </remarks>
public static class LedgerSnapshot
{
    private const int HeaderBytes = 168;
    private const int AccountBytes = 56;

    private static ReadOnlySpan<byte> Magic => "ZPSTATE1"u8;

    /// <param name="head">The log's head when the state was reached: the seal of <see cref="LedgerState.Head"/>, or genesis.</param>
    /// <exception cref="InvalidOperationException">A batch is open: only sealed states have a root to check against.</exception>
    public static byte[] Encode(LedgerState state, LogHead head)
    {
        if (state.OpenBatchTimestamp is not null)
        {
            throw new InvalidOperationException($"Batch {state.Head.Number.Next()} is open; snapshots are taken right after a seal.");
        }

        byte[] bytes = new byte[HeaderBytes + AccountBytes * state.AccountCount];
        WriteHeader(state, head, bytes);
        int position = HeaderBytes;
        foreach (LeafUpdate leaf in state.Accounts)
        {
            WriteAccount(leaf, bytes.AsSpan(position, AccountBytes));
            position += AccountBytes;
        }

        return bytes;
    }

    /// <summary>Reads a snapshot strictly, rebuilds the tree and compares the root.</summary>
    /// <param name="fault">What was expected, when the snapshot cannot be used.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        ChainContext context,
        [NotNullWhen(true)] out LedgerState? state,
        out LogHead head,
        [NotNullWhen(false)] out string? fault)
    {
        state = null;
        head = default;
        fault = CheckFrame(bytes, context);
        if (fault is not null)
        {
            return false;
        }

        if (!Digest.TryRead(bytes[52..84], out Digest root) || !Digest.TryRead(bytes[84..116], out Digest digest))
        {
            fault = "expected root and digest of words below the field's modulus";
            return false;
        }

        var batch = new BatchHead(new(ReadUInt64(bytes[36..])), ReadUInt64(bytes[44..]), new(root), digest);
        if (!TryReadAccounts(bytes[HeaderBytes..], out LeafUpdate[] accounts, out fault)
            || !LedgerState.TryRestore(context, batch, ReadUInt64(bytes[116..]), accounts, out LedgerState? restored, out fault))
        {
            return false;
        }

        StateRoot rebuilt = restored.SealRoot();
        if (rebuilt != batch.Root)
        {
            fault = $"expected accounts with the root {batch.Root}, theirs is {rebuilt}";
            return false;
        }

        state = restored;
        head = new((long)ReadUInt64(bytes[124..]), new(new(bytes[132..164])));
        return true;
    }

    private static void WriteHeader(LedgerState state, LogHead head, Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], state.Context.ChainId);
        state.Context.Contract.Write(bytes[16..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[36..], state.Head.Number.Value);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[44..], state.Head.Timestamp);
        state.Head.Root.Value.Write(bytes[52..]);
        state.Head.RunningDigest.Write(bytes[84..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[116..], state.NextQueueIndex);
        BinaryPrimitives.WriteInt64BigEndian(bytes[124..], head.Sequence);
        head.Hash.Value.Write(bytes[132..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[164..], state.AccountCount);
    }

    private static void WriteAccount(LeafUpdate leaf, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, leaf.Index.Value);
        leaf.Account.Address.Value.Write(bytes[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[36..], leaf.Account.Token.Value);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[40..], leaf.Account.Balance);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[48..], leaf.Account.Nonce);
    }

    private static string? CheckFrame(ReadOnlySpan<byte> bytes, ChainContext context)
    {
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic))
        {
            return $"expected at least {HeaderBytes} bytes that begin with {System.Text.Encoding.ASCII.GetString(Magic)}";
        }

        ulong chainId = ReadUInt64(bytes[8..]);
        var contract = new EthereumAddress(bytes[16..36]);
        if (chainId != context.ChainId || contract != context.Contract)
        {
            return $"expected a snapshot of chain {context.ChainId} and contract {context.Contract}, not of {chainId} and {contract}";
        }

        long expected = HeaderBytes + AccountBytes * (long)BinaryPrimitives.ReadUInt32BigEndian(bytes[164..]);
        return bytes.Length == expected ? null : $"expected {expected} bytes for the stated number of accounts, not {bytes.Length}";
    }

    private static bool TryReadAccounts(
        ReadOnlySpan<byte> bytes, out LeafUpdate[] accounts, [NotNullWhen(false)] out string? fault)
    {
        accounts = new LeafUpdate[bytes.Length / AccountBytes];
        for (int i = 0; i < accounts.Length; i++)
        {
            ReadOnlySpan<byte> record = bytes.Slice(i * AccountBytes, AccountBytes);
            if (!Digest.TryRead(record[4..36], out Digest address))
            {
                fault = $"expected account {i} with an address of words below the field's modulus";
                return false;
            }

            accounts[i] = new(
                new(BinaryPrimitives.ReadUInt32BigEndian(record)),
                new(new(address), new(BinaryPrimitives.ReadUInt32BigEndian(record[36..])), ReadUInt64(record[40..]), ReadUInt64(record[48..])));
        }

        fault = null;
        return true;
    }

    private static ulong ReadUInt64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
