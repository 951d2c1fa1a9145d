using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol.Events;

/// <summary>Reads exactly what <see cref="CanonicalWriter"/> writes; whatever it accepts would be written back byte for byte.</summary>
/// <remarks>
/// The canonical form is fixed down to the byte, so the reader expects the text itself instead of parsing JSON and comparing
/// afterwards. The first fault is kept and everything after it reads as default, so callers check once at the end.
/// </remarks>
internal ref struct CanonicalReader(ReadOnlySpan<byte> input)
{
    private const int MaxNameLength = 64;

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private readonly ReadOnlySpan<byte> _bytes = input;
    private int _position;

    /// <summary>What was expected where, or null while all is well.</summary>
    public string? Fault { get; private set; }

    private readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    /// <summary>Punctuation and property names, exactly.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        if (Fault is null && !TrySkip(json))
        {
            Fail($"expected {Encoding.ASCII.GetString(json)}");
        }
    }

    /// <summary>Moves past <paramref name="json"/> if it stands here.</summary>
    public bool TrySkip(scoped ReadOnlySpan<byte> json)
    {
        if (Fault is not null || !Rest.StartsWith(json))
        {
            return false;
        }

        _position += json.Length;
        return true;
    }

    public void End()
    {
        if (Fault is null && _position != _bytes.Length)
        {
            Fail("expected the end");
        }
    }

    public uint Number() => (uint)Digits(uint.MaxValue);

    /// <summary>ASCII letters, as many as stand here; none where they are too many for any name.</summary>
    public ReadOnlySpan<byte> Name()
    {
        int length = Fault is null ? Rest.IndexOfAnyExcept(Letters) : 0;
        ReadOnlySpan<byte> name = Rest[..(length is < 0 or > MaxNameLength ? 0 : length)];
        _position += name.Length;
        return name;
    }

    /// <summary>A JSON number from 0 to 2^31 − 1.</summary>
    public int Count() => (int)Digits(int.MaxValue);

    public ulong Decimal() => Decimal(ulong.MaxValue);

    /// <summary>A decimal string of at most <paramref name="maximum"/>.</summary>
    public ulong Decimal(ulong maximum)
    {
        Raw("\""u8);
        ulong value = Digits(maximum);
        Raw("\""u8);
        return value;
    }

    public long Sequence() => (long)Decimal(long.MaxValue);

    public bool Flag()
    {
        if (TrySkip("true"u8))
        {
            return true;
        }

        Raw("false"u8);
        return false;
    }

    public Digest Digest()
    {
        Span<byte> bytes = stackalloc byte[Crypto.Digest.ByteCount];
        Hex(bytes);
        if (!Crypto.Digest.TryRead(bytes, out Digest digest))
        {
            Fail("expected four words below the field's modulus");
        }

        return digest;
    }

    public Bytes32 Bytes32()
    {
        Span<byte> bytes = stackalloc byte[Protocol.Bytes32.ByteCount];
        Hex(bytes);
        return new(bytes);
    }

    public BlsScalar Scalar()
    {
        Span<byte> bytes = stackalloc byte[Protocol.Bytes32.ByteCount];
        Hex(bytes);
        if (!BlsScalar.TryRead(bytes, out BlsScalar scalar))
        {
            Fail("expected an integer below the order of BLS12-381");
        }

        return scalar;
    }

    public EthereumAddress EthereumAddress()
    {
        Span<byte> bytes = stackalloc byte[Protocol.EthereumAddress.ByteCount];
        Hex(bytes);
        return new(bytes);
    }

    public L2Address L2Address()
    {
        Raw("\""u8);
        Span<byte> bytes = stackalloc byte[Crypto.Digest.ByteCount];
        bytes.Clear();
        int length = Math.Min(Bech32m.TextLength, Rest.Length);
        if (Fault is null && !Bech32m.TryDecode(Rest[..length], bytes))
        {
            Fail("expected an address, zp1…");
        }

        if (!Crypto.Digest.TryRead(bytes, out Digest digest))
        {
            Fail("expected an address of four words below the field's modulus");
        }

        _position += Fault is null ? Bech32m.TextLength : 0;
        Raw("\""u8);
        return new(digest);
    }

    public EncodedPublicKey PublicKey()
    {
        Span<byte> bytes = stackalloc byte[EncodedPublicKey.ByteCount];
        Hex(bytes);
        if (!EncodedPublicKey.TryRead(bytes, out EncodedPublicKey key))
        {
            Fail("expected five words below the field's modulus");
        }

        return key;
    }

    /// <summary>Null after a fault only.</summary>
    public Signature? Signature()
    {
        Span<byte> bytes = stackalloc byte[Crypto.Signatures.Signature.ByteCount];
        Hex(bytes);
        if (!Crypto.Signatures.Signature.TryRead(bytes, out Signature? signature, out EncodingFault fault))
        {
            Fail(fault.Describe());
        }

        return signature;
    }

    /// <summary>At most <paramref name="maxLength"/> characters of printable ASCII without quotes and backslashes.</summary>
    public string PlainText(int maxLength)
    {
        Raw("\""u8);
        int length = 0;
        while (length < Rest.Length && PlainTextRules.Allows((char)Rest[length]))
        {
            length++;
        }

        if (length > maxLength)
        {
            Fail($"expected at most {maxLength} characters");
        }

        string text = Fault is null ? Encoding.ASCII.GetString(Rest[..length]) : "";
        _position += text.Length;
        Raw("\""u8);
        return text;
    }

    /// <summary>Fills <paramref name="destination"/> from a string of 0x and lower-case digits; with zeros after a fault.</summary>
    private void Hex(scoped Span<byte> destination)
    {
        destination.Clear();
        Raw("\"0x"u8);
        int length = 2 * destination.Length;
        if (Fault is null && (Rest.Length < length || !LowerCaseHex.TryDecode(Rest[..length], destination)))
        {
            destination.Clear();
            Fail($"expected {length} lower-case hexadecimal digits");
        }

        _position += Fault is null ? length : 0;
        Raw("\""u8);
    }

    private ulong Digits(ulong maximum)
    {
        if (Fault is not null)
        {
            return 0;
        }

        bool parsed = Utf8Parser.TryParse(Rest, out ulong value, out int length);
        bool canonical = parsed && Rest[0] is >= (byte)'0' and <= (byte)'9' && (length == 1 || Rest[0] != '0');
        if (!canonical || value > maximum)
        {
            Fail($"expected a plain integer of at most {maximum}");
            return 0;
        }

        _position += length;
        return value;
    }

    public void Fail(string expected) => Fault ??= $"at byte {_position}: {expected}";
}
