using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>A row of S-boxes of which one breaks one of its two constraints, and nothing else does.</summary>
internal static class WrongSbox
{
    /// <summary>The constraints of a permutation, which come first where a table has one.</summary>
    public static int ConstraintCount<TWidth>()
        where TWidth : IPoseidon2Width =>
        2 * Poseidon2Columns<TWidth, CubedSbox>.SboxCount;

    /// <param name="trace">Starts with a permutation.</param>
    /// <param name="constraint">Two for each S-box: its cube, its seventh power.</param>
    /// <returns>The permutation's output, as the constraints see it; null when it is as it was.</returns>
    public static Goldilocks[]? Write<TWidth>(NativeMatrix trace, int row, int constraint)
        where TWidth : IPoseidon2Width
    {
        (int sbox, int isSeventh) = Math.DivRem(constraint, 2);
        if (isSeventh == 1)
        {
            return WrongPermutation.Write<TWidth, CubedSbox>(trace, row, sbox);
        }

        // c² is all that the second constraint sees of c.
        int cube = Poseidon2Columns<TWidth, CubedSbox>.Sbox(sbox);
        trace[row, cube] = -trace[row, cube];
        return null;
    }
}
