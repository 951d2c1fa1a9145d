using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>Keccak-256 of as many messages as a register has words. <see cref="Keccak256"/> is the plain twin.</summary>
internal static unsafe class KeccakLanes<TOps, TLane>
    where TOps : IKeccakLane<TLane>
    where TLane : unmanaged
{
    private const int Alignment = 64;
    private const int RateWords = Keccak256.RateBytes / sizeof(ulong);
    private const int MaxLanes = 8;

    private static int Lanes => sizeof(TLane) / sizeof(ulong);

    [SkipLocalsInit]
    internal static void Hash(byte* messages, int length, int count, byte* digests, VectorPath path)
    {
        byte* memory = stackalloc byte[KeccakF.LaneCount * sizeof(TLane) + MaxLanes * Keccak256.RateBytes + Alignment];
        ulong* state = (ulong*)(((nuint)memory + Alignment - 1) & ~(nuint)(Alignment - 1));
        byte* lastBlocks = (byte*)(state + KeccakF.LaneCount * Lanes);
        byte** rows = stackalloc byte*[MaxLanes];

        for (int first = 0; first < count; first += Lanes)
        {
            int used = Math.Min(Lanes, count - first);
            for (int lane = 0; lane < Lanes; lane++)
            {
                // Lanes without a message of their own repeat the first one; nobody reads their result.
                rows[lane] = messages + (long)(first + (lane < used ? lane : 0)) * length;
            }

            Absorb(state, rows, length, lastBlocks, path);
            for (int lane = 0; lane < used; lane++)
            {
                ulong* digest = (ulong*)(digests + (long)(first + lane) * Keccak256.ByteCount);
                for (int word = 0; word < Keccak256.ByteCount / sizeof(ulong); word++)
                {
                    digest[word] = state[word * Lanes + lane];
                }
            }
        }
    }

    private static void Absorb(ulong* state, byte** rows, int length, byte* lastBlocks, VectorPath path)
    {
        new Span<ulong>(state, KeccakF.LaneCount * Lanes).Clear();
        for (; length >= Keccak256.RateBytes; length -= Keccak256.RateBytes)
        {
            AbsorbBlock(state, rows, path);
            for (int lane = 0; lane < Lanes; lane++)
            {
                rows[lane] += Keccak256.RateBytes;
            }
        }

        for (int lane = 0; lane < Lanes; lane++)
        {
            Span<byte> block = new(lastBlocks + lane * Keccak256.RateBytes, Keccak256.RateBytes);
            new Span<byte>(rows[lane], length).CopyTo(block);
            block[length..].Clear();
            block[length] ^= Keccak256.FirstPaddingByte;
            block[^1] ^= Keccak256.LastPaddingByte;
            rows[lane] = lastBlocks + lane * Keccak256.RateBytes;
        }

        AbsorbBlock(state, rows, path);
    }

    [SkipLocalsInit]
    private static void AbsorbBlock(ulong* state, byte** rows, VectorPath path)
    {
        if (Lanes == LaneTranspose.Size)
        {
            const int block = LaneTranspose.Size * LaneTranspose.Size;
            ulong* words = stackalloc ulong[block];
            ulong** at = stackalloc ulong*[LaneTranspose.Size];
            for (int word = 0; word + LaneTranspose.Size <= RateWords; word += LaneTranspose.Size)
            {
                for (int lane = 0; lane < LaneTranspose.Size; lane++)
                {
                    at[lane] = (ulong*)rows[lane] + word;
                }

                LaneTranspose.Gather(at, words, path);
                for (int i = 0; i < LaneTranspose.Size; i++)
                {
                    TLane* target = (TLane*)(state + (word + i) * Lanes);
                    *target = TOps.Xor(*target, *(TLane*)(words + i * Lanes));
                }
            }

            XorWords(state, rows, RateWords / LaneTranspose.Size * LaneTranspose.Size);
        }
        else
        {
            XorWords(state, rows, 0);
        }

        KeccakF.Permute<TOps, TLane>(new Span<TLane>(state, KeccakF.LaneCount));
    }

    private static void XorWords(ulong* state, byte** rows, int firstWord)
    {
        for (int word = firstWord; word < RateWords; word++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                state[word * Lanes + lane] ^= ((ulong*)rows[lane])[word];
            }
        }
    }
}
