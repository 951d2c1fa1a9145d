using System.Runtime.InteropServices;

namespace Rollup.Crypto;

/// <summary>The constants of one Poseidon2 width as the vector kernel adds them: split in halves, biased and rescaled.</summary>
/// <remarks>
/// <para>The kernel keeps elements as signed halves (low, high) and joins them into words after a linear layer. Joining
/// wants both non-negative, so each constant carries a bias that is ≡ 0 mod p and exceeds what the layer can produce.</para>
/// <para>Partial rounds multiply by J + D, where D holds halves, quarters and an eighth. To stay with integers the kernel
/// multiplies by 2^s·(J + D) instead, lets the scale 2^(s·r) of the state grow over a block of rounds, and divides it away
/// at the block's end. A constant in front of round r of its block is therefore scaled by 2^(s·r).</para>
/// </remarks>
internal sealed unsafe class Poseidon2Schedule
{
    internal static readonly Poseidon2Schedule Width8 = new(width: 8, logScale: 1, blockLength: 6);
    internal static readonly Poseidon2Schedule Width12 = new(width: 12, logScale: 3, blockLength: 4);

    /// <summary>low + high·2^32 ≡ 0. External layers sum 28 halves below 2^33: less than 2^38.</summary>
    internal const ulong SmallBiasLow = (1UL << 38) + 1, SmallBiasHigh = (1UL << 32) - 1 - (1UL << 6);

    /// <summary>The same for the end of a block of partial rounds: above 2^61.</summary>
    internal const ulong LargeBiasLow = 0x4000_0000_4000_0001, LargeBiasHigh = 0x4000_0000_7FFF_FFFF;

    private Poseidon2Schedule(int width, int logScale, int blockLength)
    {
        Width = width;
        LogScale = logScale;
        BlockLength = blockLength;
        Diagonal = Table(width);
        Layers = Table(2 * width * (Poseidon2Constants.FullRounds + 1));
        Middle = Table(2 * width);
        Partial = Table(2 * Poseidon2Constants.PartialRounds);
        NextBlock = Table(2 * Poseidon2Constants.PartialRounds);

        FillDiagonal();
        FillLayers();
        FillPartial();
    }

    internal int Width { get; }

    /// <summary>s: 2^s·D is integral.</summary>
    internal int LogScale { get; }

    /// <summary>Partial rounds after which halves that began below 2^34 are still below 2^61.</summary>
    internal int BlockLength { get; }

    /// <summary>2^s·D as signed words.</summary>
    internal ulong* Diagonal { get; }

    /// <summary>
    /// Row k: width low halves, width high halves, added after external layer k. Layers 0 … 3 precede full rounds 0 … 3;
    /// layer 4 precedes the partial rounds; layers 5 … 7 precede full rounds 5 … 7; layer 8 ends the permutation.
    /// </summary>
    internal ulong* Layers { get; }

    /// <summary>One such row, added after the partial rounds, in front of full round 4.</summary>
    internal ulong* Middle { get; }

    /// <summary>Low and high half of what is added to element 0 at the end of each partial round.</summary>
    internal ulong* Partial { get; }

    /// <summary>The same for the rounds that end a block, added once the scale is divided away.</summary>
    internal ulong* NextBlock { get; }

    internal bool EndsBlock(int round) =>
        (round + 1) % BlockLength == 0 || round == Poseidon2Constants.PartialRounds - 1;

    private void FillDiagonal()
    {
        ReadOnlySpan<ulong> diagonal = Poseidon2Constants.Diagonal(Width);
        for (int i = 0; i < Width; i++)
        {
            ulong scaled = (new Goldilocks(diagonal[i]) * (1UL << LogScale)).Value;
            Diagonal[i] = scaled > Goldilocks.Modulus / 2 ? scaled - Goldilocks.Modulus : scaled;
        }
    }

    private void FillLayers()
    {
        const int half = Poseidon2Constants.FullRounds / 2;
        ReadOnlySpan<ulong> external = Poseidon2Constants.External(Width);
        for (int layer = 0; layer <= Poseidon2Constants.FullRounds; layer++)
        {
            ulong* row = Layers + 2 * Width * layer;
            for (int i = 0; i < Width; i++)
            {
                ulong constant = layer switch
                {
                    half => i == 0 ? Poseidon2Constants.Internal(Width)[0] : 0,
                    Poseidon2Constants.FullRounds => 0,
                    _ => external[layer * Width + i],
                };
                Split(constant, SmallBiasLow, SmallBiasHigh, row + i, row + Width + i);
            }
        }

        for (int i = 0; i < Width; i++)
        {
            Split(external[half * Width + i], SmallBiasLow, SmallBiasHigh, Middle + i, Middle + Width + i);
        }
    }

    private void FillPartial()
    {
        ReadOnlySpan<ulong> constants = Poseidon2Constants.Internal(Width);
        for (int round = 0; round < constants.Length; round++)
        {
            // The constant that follows the very last round is part of Middle.
            Goldilocks next = round + 1 < constants.Length ? constants[round + 1] : Goldilocks.Zero;
            bool endsBlock = EndsBlock(round);
            int scale = LogScale * (round % BlockLength + 1);
            ulong inside = endsBlock ? 0 : (next * (1UL << scale)).Value;
            Split(inside, LargeBiasLow, LargeBiasHigh, Partial + 2 * round, Partial + 2 * round + 1);
            Split(endsBlock ? next.Value : 0, SmallBiasLow, SmallBiasHigh, NextBlock + 2 * round, NextBlock + 2 * round + 1);
        }
    }

    private static void Split(ulong constant, ulong biasLow, ulong biasHigh, ulong* low, ulong* high)
    {
        *low = (uint)constant + biasLow;
        *high = (constant >> 32) + biasHigh;
    }

    /// <remarks>Outside the collector's heap and never freed: two small tables for the life of the process.</remarks>
    private static ulong* Table(int length) => (ulong*)NativeMemory.AlignedAlloc((nuint)length * sizeof(ulong), alignment: 64);
}
