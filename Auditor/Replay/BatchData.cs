using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Replay;

/// <summary>Recomputes what a seal says about its batch's public data: size, D, C, z and y.</summary>
internal static class BatchData
{
    private const int SlotBytes = 21;
    private const int MostBytes = 120_000;

    /// <summary>Most user and queue operations, and most collections of fees, of each size of batch.</summary>
    private static readonly (int Operations, int Collections)[] Sizes = [(16, 16), (256, 16), (2048, 64), (4096, 256)];

    private static readonly BigInteger R = BigInteger.Parse("52435875175126190479447740508185965837690552500527637822603658699938581184513");

    public static void Check(BatchSealed seal, OpenBatch batch)
    {
        byte[] data = PublicDataSlots.Encode(batch.Operations);
        Require("the seal counts other slots of public data", data.Length / SlotBytes, seal.SlotCount);
        if (data.Length > MostBytes)
        {
            throw new FindingException("the batch's public data is too large", $"at most {MostBytes} bytes", $"{data.Length}");
        }

        int operations = batch.Operations.Count - batch.CollectionCount;
        int capacity = Sizes.FirstOrDefault(size => operations <= size.Operations && batch.CollectionCount <= size.Collections).Operations;
        Require("the seal names another capacity", capacity, seal.Capacity);

        byte[] d = Keccak256.Hash(data);
        Require("D is not the hash of the public data", Hex.Format(d), seal.D.ToString());
        Digest c = Absorb(data, batch);
        Require("C does not commit to the batch", c.ToString(), seal.Header.C.ToString());
        BigInteger z = Point(d, c, seal.Header.Number.Value);
        Require("z is another point", Text(z), seal.Header.Z.ToString());
        Require("y is not the value of the public data at z", Text(Evaluate(data, z)), seal.Header.Y.ToString());
    }

    /// <summary>Each operation's slots as three 7-byte limbs and a zero, then its id if it was signed; specification, "Public data".</summary>
    private static Digest Absorb(byte[] data, OpenBatch batch)
    {
        List<Goldilocks> elements = new(data.Length / SlotBytes * 6);
        int offset = 0;
        for (int i = 0; i < batch.Operations.Count; i++)
        {
            do
            {
                for (int limb = 0; limb < 3; limb++, offset += 7)
                {
                    elements.Add(BigEndian(data.AsSpan(offset, 7)));
                }

                elements.Add(Goldilocks.Zero);
            }
            while (offset < data.Length && data[offset] >= 0x80); // continuation slots

            if (batch.Operations[i] is Transfer or Withdrawal)
            {
                Digest id = batch.Ids[i].Value;
                elements.AddRange([id.E0, id.E1, id.E2, id.E3]);
            }
        }

        return Sponge.Hash(HashTags.BatchData, elements.ToArray());
    }

    private static BigInteger Point(byte[] d, Digest c, ulong number)
    {
        byte[] message = new byte[128];
        Encoding.ASCII.GetBytes("rollup/public-data/evaluation/v1").CopyTo(message, 0);
        d.CopyTo(message, 32);
        c.Write(message.AsSpan(64));
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(120), number);
        return new BigInteger(Keccak256.Hash(message), isUnsigned: true, isBigEndian: true) % R;
    }

    private static BigInteger Evaluate(byte[] data, BigInteger z)
    {
        BigInteger value = 1;
        for (int offset = 0; offset < data.Length; offset += SlotBytes)
        {
            value = (value * z + new BigInteger(data.AsSpan(offset, SlotBytes), isUnsigned: true, isBigEndian: true)) % R;
        }

        return value;
    }

    private static ulong BigEndian(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        foreach (byte b in bytes)
        {
            value = value << 8 | b;
        }

        return value;
    }

    /// <summary>bytes32.</summary>
    private static string Text(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return Hex.Format([.. new byte[32 - bytes.Length], .. bytes]);
    }

    private static void Require<T>(string problem, T expected, T found)
        where T : IEquatable<T>
    {
        if (!expected.Equals(found))
        {
            throw new FindingException(problem, $"{expected}", $"{found}");
        }
    }
}
