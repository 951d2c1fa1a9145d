using System.Buffers.Text;
using System.Text;
using Rollup.Crypto;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol.Events;

/// <summary>Writes canonical JSON into a buffer: no white space, properties in the order of the calls, one form per value.</summary>
/// <remarks>64-bit numbers are decimal strings, narrower ones are JSON numbers. Every string is ASCII that needs no escape.</remarks>
internal ref struct CanonicalWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Punctuation and property names, as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(_buffer[_length..]);
        _length += json.Length;
    }

    public void Number(uint value)
    {
        Utf8Formatter.TryFormat(value, _buffer[_length..], out int written);
        _length += written;
    }

    public void Decimal(ulong value)
    {
        Quote();
        Utf8Formatter.TryFormat(value, _buffer[_length..], out int written);
        _length += written;
        Quote();
    }

    public void Flag(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Hex(scoped ReadOnlySpan<byte> bytes)
    {
        Raw("\"0x"u8);
        Convert.TryToHexStringLower(bytes, _buffer[_length..], out int written);
        _length += written;
        Quote();
    }

    public void Digest(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Crypto.Digest.ByteCount];
        digest.Write(bytes);
        Hex(bytes);
    }

    public void Bytes32(Bytes32 value)
    {
        Span<byte> bytes = stackalloc byte[Protocol.Bytes32.ByteCount];
        value.Write(bytes);
        Hex(bytes);
    }

    public void Scalar(BlsScalar scalar)
    {
        Span<byte> bytes = stackalloc byte[Protocol.Bytes32.ByteCount];
        scalar.Write(bytes);
        Hex(bytes);
    }

    public void Address(EthereumAddress address)
    {
        Span<byte> bytes = stackalloc byte[EthereumAddress.ByteCount];
        address.Write(bytes);
        Hex(bytes);
    }

    public void Address(L2Address address)
    {
        Span<byte> bytes = stackalloc byte[Crypto.Digest.ByteCount];
        address.Value.Write(bytes);
        Quote();
        Bech32m.Encode(bytes, _buffer[_length..]);
        _length += Bech32m.TextLength;
        Quote();
    }

    /// <summary>A string of printable ASCII without quotes and backslashes.</summary>
    public void PlainText(string text)
    {
        Quote();
        Ascii(text);
        Quote();
    }

    /// <summary>Characters of a string that is open already.</summary>
    public void Ascii(string text)
    {
        Encoding.ASCII.TryGetBytes(text, _buffer[_length..], out int written);
        _length += written;
    }

    private void Quote() => _buffer[_length++] = (byte)'"';
}
