using System.Security.Cryptography;
using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Auditor.Replay;

/// <summary>An audit's state right after a sealed batch, so that an interrupted audit can go on from there.</summary>
/// <param name="Events">Events found right so far.</param>
/// <param name="Head">Hash of the last of them.</param>
/// <param name="Leaves">Every opened leaf.</param>
internal sealed record Checkpoint(
    ChainContext Chain, long Events, EventHash Head, AcceptedAt LastTime, BatchNumber Batch, ulong BatchTimestamp,
    ulong NextQueueIndex, StateRoot Root, Digest RunningDigest, IReadOnlyDictionary<uint, Leaf> Leaves)
{
    private const string Magic = "rollup/audit/checkpoint/1";

    /// <summary>Writes the file whole or not at all: an interrupted write leaves the previous one.</summary>
    public void Save(string path)
    {
        using MemoryStream memory = new();
        using (BinaryWriter writer = new(memory))
        {
            Write(writer);
        }

        byte[] body = memory.ToArray();
        string draft = path + ".new";
        File.WriteAllBytes(draft, [.. body, .. SHA256.HashData(body)]);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="FormatException">The file is damaged or is no checkpoint.</exception>
    public static Checkpoint Load(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            throw new FormatException($"{path} is not an audit's checkpoint, or it is damaged");
        }

        using BinaryReader reader = new(new MemoryStream(bytes, 0, length));
        return reader.ReadString() == Magic ? Read(reader) : throw new FormatException($"{path} is a checkpoint of another version");
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Magic);
        writer.Write(Chain.ChainId);
        writer.Write(Chain.Contract.ToBytes());
        writer.Write(Events);
        writer.Write(Head.Value.ToBytes());
        writer.Write(LastTime.UnixMilliseconds);
        writer.Write(Batch.Value);
        writer.Write(BatchTimestamp);
        writer.Write(NextQueueIndex);
        writer.Write(Root.Value.ToBytes());
        writer.Write(RunningDigest.ToBytes());
        writer.Write(Leaves.Count);
        foreach ((uint index, Leaf leaf) in Leaves.OrderBy(entry => entry.Key))
        {
            writer.Write(index);
            writer.Write(leaf.Address.Value.ToBytes());
            writer.Write(leaf.Token.Value);
            writer.Write(leaf.Balance);
            writer.Write(leaf.Nonce);
        }
    }

    private static Checkpoint Read(BinaryReader reader)
    {
        ChainContext chain = new(reader.ReadUInt64(), new EthereumAddress(reader.ReadBytes(EthereumAddress.ByteCount)));
        long events = reader.ReadInt64();
        EventHash head = new(new Bytes32(reader.ReadBytes(Bytes32.ByteCount)));
        AcceptedAt lastTime = new(reader.ReadUInt64());
        BatchNumber batch = new(reader.ReadUInt64());
        ulong batchTimestamp = reader.ReadUInt64();
        ulong nextQueueIndex = reader.ReadUInt64();
        StateRoot root = new(ReadDigest(reader));
        Digest runningDigest = ReadDigest(reader);
        Dictionary<uint, Leaf> leaves = [];
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            uint index = reader.ReadUInt32();
            leaves[index] = new(new L2Address(ReadDigest(reader)), new(reader.ReadUInt32()), reader.ReadUInt64(), reader.ReadUInt64());
        }

        return new(chain, events, head, lastTime, batch, batchTimestamp, nextQueueIndex, root, runningDigest, leaves);
    }

    private static Digest ReadDigest(BinaryReader reader) =>
        Digest.TryRead(reader.ReadBytes(Digest.ByteCount), out Digest digest) ? digest : throw new FormatException("a digest of the checkpoint is not canonical");
}
