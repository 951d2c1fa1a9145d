using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Protocol;

/// <summary>A public key as five canonical elements of which nobody has asked yet whether they are a point.</summary>
/// <remarks>
/// Decoding costs a square root. The log was checked before it was written, so whoever replays it reads keys in this form
/// and decodes only what it verifies.
/// </remarks>
public readonly record struct EncodedPublicKey(GoldilocksQuintic Value)
{
    public const int ByteCount = PublicKey.ByteCount;

    /// <summary>Field elements of a key inside a hash.</summary>
    public const int ElementCount = 5;

    public static implicit operator EncodedPublicKey(PublicKey key) => new(key.Encoded);

    /// <summary>Reads five 8-byte big-endian words, each below p.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EncodedPublicKey key)
    {
        key = default;
        if (bytes.Length != ByteCount)
        {
            return false;
        }

        Span<Goldilocks> elements = stackalloc Goldilocks[ElementCount];
        for (int i = 0; i < ElementCount; i++)
        {
            ulong word = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[(8 * i)..]);
            if (!Goldilocks.TryFromCanonical(word, out elements[i]))
            {
                return false;
            }
        }

        key = new(new(elements[0], elements[1], elements[2], elements[3], elements[4]));
        return true;
    }

    public void Write(Span<byte> destination)
    {
        for (int i = 0; i < ElementCount; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(destination[(8 * i)..], Value[i].Value);
        }
    }

    public bool TryDecode([NotNullWhen(true)] out PublicKey? key, out EncodingFault fault) => PublicKey.TryDecode(Value, out key, out fault);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        Write(bytes);
        return Hex.Format(bytes);
    }
}
