using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.Poseidon2Chain;

/// <summary>Fills the rows of <see cref="Poseidon2ChainAir{TWidth}"/>.</summary>
public static class Poseidon2ChainTraceGenerator<TWidth>
    where TWidth : IPoseidon2Width
{
    /// <param name="input">The first row's input; its length is the width.</param>
    /// <returns>The trace, and the public values that it satisfies: the first input and the last output.</returns>
    public static (NativeMatrix Trace, Goldilocks[] PublicValues) Generate(int logHeight, ReadOnlySpan<Goldilocks> input, Workers workers)
    {
        NativeMatrix trace = NativeMatrix.Uninitialized(1 << logHeight, Poseidon2Columns<TWidth>.Count);
        Goldilocks[] state = input.ToArray();

        // The chain itself has to be walked one row after the other; the cells between its links need not.
        for (int row = 0; row < trace.RowCount; row++)
        {
            for (int i = 0; i < TWidth.Value; i++)
            {
                trace[row, Poseidon2Columns<TWidth>.Input + i] = state[i];
            }

            TWidth.Permute(state);
        }

        Poseidon2RowFiller.Fill<TWidth>(trace, workers);
        return (trace, [.. input, .. state]);
    }
}
