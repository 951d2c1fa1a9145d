using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Columns of one permutation, counted from wherever an AIR places them.</summary>
/// <remarks>
/// The input, then the columns of each S-box in the order of evaluation. The output has no columns: it is a linear
/// function of the last S-boxes.
/// </remarks>
public static class Poseidon2Columns<TWidth, TSbox>
    where TWidth : IPoseidon2Width
    where TSbox : IPoseidon2Sbox
{
    public const int Input = 0;

    public static int SboxCount => Poseidon2Constants.FullRounds * TWidth.Value + Poseidon2Constants.PartialRounds;

    public static int Count => Sbox(SboxCount);

    /// <summary>The first column of an S-box.</summary>
    public static int Sbox(int sbox) => TWidth.Value + TSbox.ColumnCount * sbox;
}
