using Rollup.Crypto;

namespace Rollup.Protocol.Encodings;

/// <summary>
/// How byte strings enter a hash: as one big-endian integer in base 2^56, most significant limb first, with as few limbs
/// as hold every string of that length.
/// </summary>
/// <remarks>
/// 20 bytes are limbs of 6, 7 and 7 bytes, so an address that fills a slot's payload has the slot's own limbs below the
/// opcode byte, and the proof needs no second decomposition. 21 bytes are 7, 7, 7; 32 bytes are 4, 7, 7, 7, 7.
/// </remarks>
public static class Limbs
{
    /// <summary>Bytes per limb.</summary>
    public const int Width = 7;

    /// <summary>Number of limbs of <paramref name="byteCount"/> bytes.</summary>
    public static int Count(int byteCount) => (byteCount + Width - 1) / Width;

    /// <summary>Splits <paramref name="bytes"/> into <paramref name="limbs"/>, which must have exactly <see cref="Count"/> elements.</summary>
    public static void Split(ReadOnlySpan<byte> bytes, Span<Goldilocks> limbs)
    {
        if (limbs.Length != Count(bytes.Length))
        {
            throw new ArgumentException($"{bytes.Length} bytes make {Count(bytes.Length)} limbs, not {limbs.Length}.", nameof(limbs));
        }

        int first = bytes.Length - Width * (limbs.Length - 1);
        for (int i = 0; i < limbs.Length; i++)
        {
            limbs[i] = Read(i == 0 ? bytes[..first] : bytes.Slice(first + Width * (i - 1), Width));
        }
    }

    private static ulong Read(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        foreach (byte b in bytes)
        {
            value = value << 8 | b;
        }

        return value;
    }
}
