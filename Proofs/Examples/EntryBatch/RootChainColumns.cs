using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>A permutation of (root, digest), then what the digest is of.</summary>
public static class RootChainColumns
{
    public const int Root = 0;

    public const int Digest = 4;

    public static int IsReal => Poseidon2Columns<Width8, CubedSbox>.Count;

    public static int Position => IsReal + 1;

    public static int Count => IsReal + 2;
}
