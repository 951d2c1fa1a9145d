using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>Keccak-256 as Ethereum uses it: rate 136 bytes, padding 0x01 … 0x80 (SHA3-256 pads with 0x06).</summary>
/// <remarks>A value of this type is one incremental hash; <see cref="HashMany(int, ReadOnlySpan{byte}, Span{byte})"/> takes many messages at once.</remarks>
public partial struct Keccak256
{
    public const int ByteCount = 32;

    internal const int RateBytes = 136;
    internal const byte FirstPaddingByte = 0x01;
    internal const byte LastPaddingByte = 0x80;

    private State _state;
    private int _position;

    /// <summary>Hashes <paramref name="data"/> into the first 32 bytes of <paramref name="destination"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Keccak256 hash = default;
        hash.Absorb(data);
        hash.Finish(destination);
    }

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        byte[] digest = new byte[ByteCount];
        Hash(data, digest);
        return digest;
    }

    /// <summary>Appends <paramref name="data"/> to the message.</summary>
    public void Absorb(ReadOnlySpan<byte> data)
    {
        while (data.Length >= RateBytes - _position)
        {
            ReadOnlySpan<byte> block = data[..(RateBytes - _position)];
            Xor(block);
            data = data[block.Length..];
            Permute();
        }

        Xor(data);
        _position += data.Length;
    }

    /// <summary>Writes the digest of everything absorbed and begins a new message.</summary>
    public void Finish(Span<byte> destination)
    {
        XorByte(_position, FirstPaddingByte);
        XorByte(RateBytes - 1, LastPaddingByte);
        Permute();
        for (int i = 0; i < ByteCount / sizeof(ulong); i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(8 * i)..], _state[i]);
        }

        this = default;
    }

    private void Permute()
    {
        KeccakF.Permute<KeccakLane1, ulong>(_state);
        _position = 0;
    }

    private void Xor(ReadOnlySpan<byte> data)
    {
        int at = _position;

        // Whole words while the position allows it, single bytes at ragged ends.
        while (at % sizeof(ulong) == 0 && data.Length >= sizeof(ulong))
        {
            _state[at / sizeof(ulong)] ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
            data = data[sizeof(ulong)..];
            at += sizeof(ulong);
        }

        foreach (byte value in data)
        {
            XorByte(at++, value);
        }
    }

    private void XorByte(int position, byte value) => _state[position / 8] ^= (ulong)value << (8 * (position % 8));

    [InlineArray(KeccakF.LaneCount)]
    private struct State
    {
        private ulong _first;
    }
}
