using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Rollup.EventLog.Storage;

/// <summary>CRC-32C (Castagnoli), as in iSCSI, ext4 and RFC 3720: reflected polynomial 0x82F63B78, start and end inverted.</summary>
/// <remarks>Finds every burst of up to 32 bits, and every change of up to 3 bits in the sizes used here.</remarks>
internal static class Crc32C
{
    private const uint ReflectedPolynomial = 0x82F63B78;

    public static uint Compute(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>The checksum of what gave <paramref name="checksum"/>, followed by <paramref name="data"/>; the checksum of nothing is 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> data)
    {
        uint state = ~checksum;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (ulong word in words)
        {
            // One instruction on x64 and Arm64; the base library has its own table elsewhere.
            state = BitOperations.Crc32C(state, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte b in data[(words.Length * sizeof(ulong))..])
        {
            state = BitOperations.Crc32C(state, b);
        }

        return ~state;
    }

    /// <summary>The definition, bit by bit: the reference for <see cref="Append"/>.</summary>
    public static uint AppendScalar(uint checksum, ReadOnlySpan<byte> data)
    {
        uint state = ~checksum;
        foreach (byte b in data)
        {
            state ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ (ReflectedPolynomial & (0 - (state & 1)));
            }
        }

        return ~state;
    }
}
