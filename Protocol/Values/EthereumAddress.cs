using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Twenty bytes. Text form: 0x and forty lower-case hexadecimal digits.</summary>
public readonly record struct EthereumAddress
{
    public const int ByteCount = 20;

    /// <summary>Limbs of 6, 7 and 7 bytes.</summary>
    public const int LimbCount = 3;

    private readonly ulong _bytes0To7;
    private readonly ulong _bytes8To15;
    private readonly uint _bytes16To19;

    public EthereumAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteCount)
        {
            throw new ArgumentException($"An Ethereum address has {ByteCount} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _bytes0To7 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _bytes8To15 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _bytes16To19 = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    public static EthereumAddress Zero => default;

    public bool IsZero => this == default;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _bytes0To7);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _bytes8To15);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _bytes16To19);
    }

    /// <summary>Writes the three limbs in which the address enters hashes: bytes 0–5, 6–12 and 13–19, big-endian.</summary>
    public void CopyLimbs(Span<Goldilocks> limbs)
    {
        limbs[0] = _bytes0To7 >> 16;
        limbs[1] = (_bytes0To7 & 0xffff) << 40 | _bytes8To15 >> 24;
        limbs[2] = (_bytes8To15 & 0xffffff) << 32 | _bytes16To19;
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        Write(bytes);
        return bytes;
    }

    /// <summary>Parses the canonical form only.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EthereumAddress address)
    {
        bool parsed = Hex.TryParse(text, ByteCount, out byte[] bytes);
        address = parsed ? new(bytes) : default;
        return parsed;
    }

    /// <summary>Parses what people paste: lower case, or mixed case with a correct EIP-55 checksum.</summary>
    public static bool TryParseWalletInput([NotNullWhen(true)] string? text, out EthereumAddress address)
    {
        if (TryParse(text, out address))
        {
            return true;
        }

        // Another case of the digits: the checksum must say exactly this case.
#pragma warning disable CA1308 // lower case is the canonical form of an address
        if (text is not null && TryParse(text.ToLowerInvariant(), out EthereumAddress parsed) && text == parsed.ToChecksumString())
#pragma warning restore CA1308
        {
            address = parsed;
            return true;
        }

        return false;
    }

    /// <summary>EIP-55: a letter is upper case where the matching nibble of the text's Keccak-256 is 8 or more.</summary>
    public string ToChecksumString()
    {
        string lower = ToString();
        byte[] hash = Keccak256.Hash(Encoding.ASCII.GetBytes(lower[2..]));
        return string.Create(lower.Length, (lower, hash), static (text, source) =>
        {
            source.lower.CopyTo(text);
            for (int i = 2; i < text.Length; i++)
            {
                int nibble = source.hash[(i - 2) / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
                text[i] = nibble >= 8 ? char.ToUpperInvariant(text[i]) : text[i];
            }
        });
    }

    public override string ToString() => Hex.Format(ToBytes());
}
