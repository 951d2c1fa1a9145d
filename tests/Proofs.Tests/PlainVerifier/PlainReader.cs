using System.Buffers.Binary;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Bytes in order; what is not there or not canonical is a refusal.</summary>
internal sealed class PlainReader(byte[] bytes, bool isKeccak)
{
    private int _at;

    public byte[] Bytes(int count)
    {
        Require(count <= bytes.Length - _at, $"{count} bytes at {_at} of {bytes.Length}");
        _at += count;
        return bytes[(_at - count).._at];
    }

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4));

    /// <summary>A count of things that follow, at most <paramref name="max"/>.</summary>
    public int Count(int max)
    {
        uint count = UInt32();
        Require(count <= max, $"a count of {count} where {max} is the most");
        return (int)count;
    }

    public ulong Element()
    {
        ulong element = Word();
        Require(element < PlainField.P, "an element not below p");
        return element;
    }

    public ulong[] Elements(int count) => [.. Enumerable.Range(0, count).Select(_ => Element())];

    public PlainCubic[] Cubics(int count) => [.. Enumerable.Range(0, count).Select(_ => new PlainCubic(Element(), Element(), Element()))];

    public PlainDigest[] Digests(int count) => [.. Enumerable.Range(0, count).Select(_ => PlainDigest.Of(
        isKeccak ? [Word(), Word(), Word(), Word()] : Elements(4)))];

    public void End() => Require(_at == bytes.Length, "bytes after the end");

    public static void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw new PlainRefusalException(PlainVerdict.Format, reason);
        }
    }

    private ulong Word() => BinaryPrimitives.ReadUInt64BigEndian(Bytes(8));
}
