using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Columns of one permutation, counted from wherever an AIR places them.</summary>
/// <remarks>
/// The input, then for each S-box in the order of evaluation x³ and x⁷, which keeps every constraint at degree 3. The
/// output has no columns: it is a linear function of the last S-boxes.
/// </remarks>
public static class Poseidon2Columns<TWidth>
    where TWidth : IPoseidon2Width
{
    public const int Input = 0;

    public static int SboxCount => Poseidon2Constants.FullRounds * TWidth.Value + Poseidon2Constants.PartialRounds;

    public static int Count => TWidth.Value + 2 * SboxCount;

    /// <summary>x³ of S-box <paramref name="sbox"/>; x⁷ is the column after it.</summary>
    public static int Cube(int sbox) => TWidth.Value + 2 * sbox;
}
