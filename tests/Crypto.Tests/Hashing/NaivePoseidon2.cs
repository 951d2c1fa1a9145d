using System.Numerics;

namespace Rollup.Crypto.Tests.Hashing;

/// <summary>Poseidon2 from the paper's definition: matrices as matrices, powers as powers, integers modulo p.</summary>
internal static class NaivePoseidon2
{
    private static readonly BigInteger P = Goldilocks.Modulus;
    private static readonly int[,] M4 = { { 2, 3, 1, 1 }, { 1, 2, 3, 1 }, { 1, 1, 2, 3 }, { 3, 1, 1, 2 } };

    internal static Goldilocks[] Permute(ReadOnlySpan<Goldilocks> input)
    {
        int width = input.Length;
        BigInteger[,] external = ExternalMatrix(width), @internal = Poseidon2ConstantsTests.InternalMatrix(width);
        BigInteger[] state = [.. input.ToArray().Select(e => (BigInteger)e.Value)];

        state = Multiply(external, state);
        FullRounds(0, 4);
        foreach (ulong constant in Poseidon2Constants.Internal(width))
        {
            state[0] = BigInteger.ModPow(state[0] + constant, 7, P);
            state = Multiply(@internal, state);
        }

        FullRounds(4, 8);
        return [.. state.Select(e => (Goldilocks)(ulong)e)];

        void FullRounds(int from, int to)
        {
            for (int round = from; round < to; round++)
            {
                for (int i = 0; i < width; i++)
                {
                    state[i] = BigInteger.ModPow(state[i] + Poseidon2Constants.External(width)[round * width + i], 7, P);
                }

                state = Multiply(external, state);
            }
        }
    }

    private static BigInteger[,] ExternalMatrix(int width)
    {
        BigInteger[,] matrix = new BigInteger[width, width];
        for (int row = 0; row < width; row++)
        {
            for (int column = 0; column < width; column++)
            {
                matrix[row, column] = M4[row % 4, column % 4] * (row / 4 == column / 4 ? 2 : 1);
            }
        }

        return matrix;
    }

    private static BigInteger[] Multiply(BigInteger[,] matrix, BigInteger[] vector) =>
    [
        .. Enumerable.Range(0, vector.Length).Select(row =>
            Enumerable.Range(0, vector.Length).Aggregate(BigInteger.Zero, (sum, column) => sum + matrix[row, column] * vector[column]) % P),
    ];
}
