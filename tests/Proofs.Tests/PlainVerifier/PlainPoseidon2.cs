using static Rollup.Proofs.Tests.PlainVerifier.PlainField;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Poseidon2 in one width, from its definition: matrices as matrices, constants from the Grain LFSR.</summary>
internal sealed class PlainPoseidon2
{
    private const int FullRounds = 8;
    private const int PartialRounds = 22;

    public static readonly PlainPoseidon2 Width8 = new(8, [(-2, 1), (1, 1), (2, 1), (1, 2), (3, 1), (-1, 2), (-3, 1), (-4, 1)]);

    public static readonly PlainPoseidon2 Width12 = new(
        12, [(-2, 1), (1, 1), (2, 1), (1, 2), (3, 1), (4, 1), (-1, 2), (-3, 1), (-4, 1), (1, 4), (-1, 4), (1, 8)]);

    private static readonly ulong[][] M4 = [[2, 3, 1, 1], [1, 2, 3, 1], [1, 1, 2, 3], [3, 1, 1, 2]];

    private readonly int _width;
    private readonly ulong[] _diagonal;

    private PlainPoseidon2(int width, (int Numerator, ulong Denominator)[] diagonal)
    {
        _width = width;
        _diagonal = [.. diagonal.Select(d =>
            Multiply(d.Numerator < 0 ? P - (ulong)-d.Numerator : (ulong)d.Numerator, Inverse(d.Denominator)))];
        Constants = [.. Grain(width).Take(width * FullRounds + PartialRounds)];
    }

    /// <summary>In the order of use: a full round takes one per element, a partial round one.</summary>
    public ulong[] Constants { get; }

    public ulong[] Permute(IEnumerable<ulong> input)
    {
        int next = 0;
        ulong[] state = External([.. input]);
        for (int round = 0; round < FullRounds + PartialRounds; round++)
        {
            if (IsFull(round))
            {
                state = External([.. state.Select(x => Power(Add(x, Constants[next++]), 7))]);
            }
            else
            {
                state[0] = Power(Add(state[0], Constants[next++]), 7);
                state = Internal(state);
            }
        }

        return state;
    }

    public static bool IsFull(int round) => round is < FullRounds / 2 or >= FullRounds / 2 + PartialRounds;

    /// <summary>M_E: circ(2·M4, M4, …).</summary>
    private ulong[] External(ulong[] state)
    {
        ulong[] result = new ulong[_width];
        for (int row = 0; row < _width; row++)
        {
            UInt128 sum = 0;
            for (int column = 0; column < _width; column++)
            {
                sum += (UInt128)state[column] * Entry(row, column);
            }

            result[row] = (ulong)(sum % P);
        }

        return result;
    }

    /// <summary>The same matrix over the extension.</summary>
    public PlainCubic[] External(PlainCubic[] state)
    {
        PlainCubic[] result = new PlainCubic[_width];
        for (int row = 0; row < _width; row++)
        {
            for (int column = 0; column < _width; column++)
            {
                result[row] += state[column] * Entry(row, column);
            }
        }

        return result;
    }

    /// <summary>M_I: every element is the sum of all plus its own multiple of itself.</summary>
    private ulong[] Internal(ulong[] state)
    {
        ulong sum = state.Aggregate(Add);
        return [.. state.Select((x, i) => Add(sum, Multiply(x, _diagonal[i])))];
    }

    /// <summary>The same matrix over the extension.</summary>
    public PlainCubic[] Internal(PlainCubic[] state)
    {
        PlainCubic sum = state.Aggregate((a, b) => a + b);
        return [.. state.Select((x, i) => sum + x * _diagonal[i])];
    }

    private static ulong Entry(int row, int column) => (row / 4 == column / 4 ? 2UL : 1) * M4[row % 4][column % 4];

    /// <summary>Elements of the Grain LFSR: register of 80 bits, output decimated by its own pairs.</summary>
    private static IEnumerable<ulong> Grain(int width)
    {
        List<int> bits = [.. Bits(1, 2), .. Bits(0, 4), .. Bits(64, 12), .. Bits(width, 12), .. Bits(FullRounds, 10), .. Bits(PartialRounds, 10)];
        bits.AddRange(Enumerable.Repeat(1, 80 - bits.Count));
        int start = 0;
        for (int i = 0; i < 160; i++)
        {
            Clock();
        }

        while (true)
        {
            ulong element = 0;
            for (int taken = 0; taken < 64;)
            {
                int keep = Clock(), bit = Clock();
                if (keep == 1)
                {
                    element = element * 2 + (ulong)bit;
                    taken++;
                }
            }

            if (element < P)
            {
                yield return element;
            }
        }

        int Clock()
        {
            int bit = bits[start] ^ bits[start + 13] ^ bits[start + 23] ^ bits[start + 38] ^ bits[start + 51] ^ bits[start + 62];
            bits.Add(bit);
            start++;
            return bit;
        }

        static IEnumerable<int> Bits(int value, int count) => Enumerable.Range(1, count).Select(i => value >> (count - i) & 1);
    }
}
