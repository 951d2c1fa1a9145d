namespace Rollup.Crypto.Tests.Hashing;

/// <summary>The self-shrinking Grain LFSR that fixes the round constants of Poseidon (ePrint 2019/458, appendix E) and Poseidon2.</summary>
internal sealed class GrainLfsr
{
    private static readonly int[] Taps = [0, 13, 23, 38, 51, 62];
    private readonly Queue<bool> _state;

    internal GrainLfsr(int fieldBits, int width, int fullRounds, int partialRounds)
    {
        const int primeField = 1, powerSbox = 0;
        _state = new([
            .. Bits(primeField, 2), .. Bits(powerSbox, 4), .. Bits(fieldBits, 12), .. Bits(width, 12),
            .. Bits(fullRounds, 10), .. Bits(partialRounds, 10), .. Enumerable.Repeat(true, 30),
        ]);
        for (int i = 0; i < 160; i++)
        {
            Step();
        }
    }

    /// <summary>64 output bits, highest first; again as long as they are not below p.</summary>
    internal ulong NextElement()
    {
        ulong word;
        do
        {
            word = 0;
            for (int i = 0; i < 64; i++)
            {
                word = word << 1 | (NextBit() ? 1UL : 0);
            }
        }
        while (word >= Goldilocks.Modulus);

        return word;
    }

    /// <summary>Bits come in pairs; the second counts where the first is set.</summary>
    private bool NextBit()
    {
        while (true)
        {
            bool counts = Step(), bit = Step();
            if (counts)
            {
                return bit;
            }
        }
    }

    private bool Step()
    {
        bool[] state = [.. _state];
        bool bit = Taps.Aggregate(false, (sum, tap) => sum ^ state[tap]);
        _state.Dequeue();
        _state.Enqueue(bit);
        return bit;
    }

    private static IEnumerable<bool> Bits(int value, int count) =>
        Enumerable.Range(0, count).Select(i => (value >> (count - 1 - i) & 1) != 0);
}
