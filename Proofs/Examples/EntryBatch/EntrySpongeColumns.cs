using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>A permutation of (entry, capacity), then the digest of the entries before.</summary>
public static class EntrySpongeColumns
{
    public const int Entry = 0;

    public const int Capacity = EntryBatch.Entry.FieldCount;

    public static int IsReal => Poseidon2Columns<Width12, CubedSbox>.Count;

    public static int Position => IsReal + 1;

    public static int Digest => IsReal + 2;

    public static int Count => IsReal + 6;
}
