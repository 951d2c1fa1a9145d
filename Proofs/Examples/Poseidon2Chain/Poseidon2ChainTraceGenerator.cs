using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.Poseidon2Chain;

/// <summary>Fills the rows of <see cref="Poseidon2ChainAir{TWidth}"/>.</summary>
public static class Poseidon2ChainTraceGenerator<TWidth>
    where TWidth : IPoseidon2Width
{
    private const int BlockLength = 1024;

    /// <summary>Walks the chain from its first input on.</summary>
    /// <param name="input">The first row's input; its length is the width.</param>
    /// <returns>The trace, and the public values that it satisfies: the first input and the last output.</returns>
    public static (NativeMatrix Trace, Goldilocks[] PublicValues) Generate(int logHeight, ReadOnlySpan<Goldilocks> input, Workers workers)
    {
        NativeMatrix trace = NativeMatrix.Uninitialized(1 << logHeight, Poseidon2Columns<TWidth, CubedSbox>.Count);
        Goldilocks[] state = input.ToArray();

        // The chain itself has to be walked one row after the other; while one thread does so, another fills the S-boxes of
        // the block of rows before.
        int blockLength = Math.Min(BlockLength, trace.RowCount);
        int blockCount = trace.RowCount / blockLength;
        WriteInputs(trace, 0, blockLength, state);
        for (int block = 0; block < blockCount; block++)
        {
            int first = block * blockLength;
            int next = first + blockLength;
            bool isLast = block == blockCount - 1;
            workers.For(isLast ? 1 : 2, (_, item) =>
            {
                if (item == 0)
                {
                    Poseidon2RowFiller.Fill<TWidth, CubedSbox>(trace, first, next, workers.Path);
                }
                else
                {
                    WriteInputs(trace, next, next + blockLength, state);
                }
            });
        }

        return (trace, [.. input, .. state]);
    }

    /// <summary>Writes the rows' inputs; <paramref name="state"/> goes from the first row's input to the last row's output.</summary>
    private static void WriteInputs(NativeMatrix trace, int first, int end, Goldilocks[] state)
    {
        for (int row = first; row < end; row++)
        {
            for (int i = 0; i < TWidth.Value; i++)
            {
                trace[row, Poseidon2Columns<TWidth, CubedSbox>.Input + i] = state[i];
            }

            TWidth.Permute(state);
        }
    }
}
