using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rollup.Protocol.Encodings;

/// <summary>bech32m (BIP-350) for 32 bytes under one fixed prefix, in lower case only: one value has one text.</summary>
/// <remarks>
/// "zp" + "1" + 52 symbols of five bits + 6 symbols of checksum = 61 characters. The last data symbol carries one bit of
/// data and four zero bits. Any error in up to four characters is detected.
/// </remarks>
public static class Bech32m
{
    public const string Prefix = "zp1";

    public const int DataBytes = 32;

    /// <summary>Length of every encoded string.</summary>
    public const int TextLength = PrefixLength + DataSymbols + ChecksumSymbols;

    private const int PrefixLength = 3;
    private const int DataSymbols = 52;
    private const int ChecksumSymbols = 6;
    private const uint Bech32mConstant = 0x2bc830a3;
    private const byte NotASymbol = 0xff;

    /// <summary>The checksum register after the prefix: high bits of 'z', 'p', a zero, low bits of 'z', 'p'.</summary>
    private static readonly uint PrefixState = AbsorbPrefix();

    private static readonly byte[] Values = InvertAlphabet();

    private static ReadOnlySpan<byte> Alphabet => "qpzry9x8gf2tvdw0s3jn54khce6mua7l"u8;

    /// <summary>Writes <see cref="TextLength"/> ASCII bytes.</summary>
    public static void Encode(ReadOnlySpan<byte> data, Span<byte> text)
    {
        "zp1"u8.CopyTo(text);
        uint state = PrefixState;
        int symbol = PrefixLength;
        uint bits = 0;
        int bitCount = 0;
        foreach (byte b in data[..DataBytes])
        {
            bits = bits << 8 | b;
            for (bitCount += 8; bitCount >= 5; bitCount -= 5)
            {
                uint value = bits >> (bitCount - 5) & 31;
                state = Step(state, value);
                text[symbol++] = Alphabet[(int)value];
            }
        }

        uint last = bits << (5 - bitCount) & 31;
        state = Step(state, last);
        text[symbol++] = Alphabet[(int)last];

        for (int i = 0; i < ChecksumSymbols; i++)
        {
            state = Step(state, 0);
        }

        state ^= Bech32mConstant;
        for (int i = 0; i < ChecksumSymbols; i++)
        {
            text[symbol++] = Alphabet[(int)(state >> 5 * (ChecksumSymbols - 1 - i) & 31)];
        }
    }

    /// <summary>Reads exactly what <see cref="Encode(ReadOnlySpan{byte}, Span{byte})"/> writes.</summary>
    /// <returns>False on another length, prefix, upper-case letters, foreign symbols, non-zero padding or a wrong checksum.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> data)
    {
        if (text.Length != TextLength || !text.StartsWith("zp1"u8))
        {
            return false;
        }

        uint state = PrefixState;
        uint bits = 0;
        int bitCount = 0;
        int written = 0;
        for (int i = 0; i < DataSymbols + ChecksumSymbols; i++)
        {
            byte value = Values[text[PrefixLength + i]];
            if (value == NotASymbol)
            {
                return false;
            }

            state = Step(state, value);
            if (i < DataSymbols)
            {
                bits = bits << 5 | value;
                bitCount += 5;
                if (bitCount >= 8)
                {
                    bitCount -= 8;
                    data[written++] = (byte)(bits >> bitCount);
                }
            }
            else if (i == DataSymbols && (bits & 15) != 0)
            {
                return false;
            }
        }

        return state == Bech32mConstant;
    }

    public static string Encode(ReadOnlySpan<byte> data)
    {
        Span<byte> text = stackalloc byte[TextLength];
        Encode(data, text);
        return Encoding.ASCII.GetString(text);
    }

    public static bool TryDecode([NotNullWhen(true)] string? text, Span<byte> data)
    {
        Span<byte> bytes = stackalloc byte[TextLength];
        return text is { Length: TextLength }
            && Encoding.ASCII.TryGetBytes(text, bytes, out int written)
            && TryDecode(bytes[..written], data);
    }

    /// <summary>One step of the BCH checksum of BIP-173; the generator's five multiples are selected by mask, not by branch.</summary>
    private static uint Step(uint state, uint value)
    {
        uint top = state >> 25;
        uint next = (state & 0x1ffffff) << 5 ^ value;
        next ^= 0x3b6a57b2 & (0 - (top & 1));
        next ^= 0x26508e6d & (0 - (top >> 1 & 1));
        next ^= 0x1ea119fa & (0 - (top >> 2 & 1));
        next ^= 0x3d4233dd & (0 - (top >> 3 & 1));
        next ^= 0x2a1462b3 & (0 - (top >> 4 & 1));
        return next;
    }

    private static uint AbsorbPrefix()
    {
        uint state = 1;
        foreach (uint value in (ReadOnlySpan<uint>)['z' >> 5, 'p' >> 5, 0, 'z' & 31, 'p' & 31])
        {
            state = Step(state, value);
        }

        return state;
    }

    private static byte[] InvertAlphabet()
    {
        byte[] values = new byte[256];
        Array.Fill(values, NotASymbol);
        for (int i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (byte)i;
        }

        return values;
    }
}
