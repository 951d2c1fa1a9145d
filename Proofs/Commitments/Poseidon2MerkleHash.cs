using Rollup.Crypto;

namespace Rollup.Proofs.Commitments;

/// <summary>Leaves by a width-12 sponge, nodes by <see cref="TreeHash"/> in width 8.</summary>
/// <remarks>
/// The sponge has rate 8 and works in overwrite mode; its capacity starts as (tag, element count, 0, 0), so neither the
/// transcript nor a row of another length reaches the same state. Each block of eight elements replaces the rate and is
/// followed by one permutation; the last block is filled with zeros. Leaves and nodes come from different permutations.
/// </remarks>
internal sealed partial class Poseidon2MerkleHash : MerkleHash
{
    public const int Rate = 8;

    public const int Width = 12;

    /// <summary>"leaf" in ASCII.</summary>
    public const ulong LeafTag = 0x6C656166;

    private Poseidon2MerkleHash()
    {
    }

    public static Poseidon2MerkleHash Instance { get; } = new();

    public override HashFunction Function => HashFunction.Poseidon2;

    public override bool IsCanonical(MerkleDigest digest) =>
        digest.W0 < Goldilocks.Modulus && digest.W1 < Goldilocks.Modulus && digest.W2 < Goldilocks.Modulus && digest.W3 < Goldilocks.Modulus;

    public override MerkleDigest HashLeaf(ReadOnlySpan<Goldilocks> row)
    {
        Span<Goldilocks> state = stackalloc Goldilocks[Width];
        state.Clear();
        state[Rate] = LeafTag;
        state[Rate + 1] = (ulong)row.Length;

        do
        {
            ReadOnlySpan<Goldilocks> block = row[..Math.Min(Rate, row.Length)];
            block.CopyTo(state);
            state[block.Length..Rate].Clear();
            Poseidon2.Permute12(state);
            row = row[block.Length..];
        }
        while (row.Length > 0);

        return MerkleDigest.From(Digest.From(state));
    }

    public override MerkleDigest Compress(MerkleDigest left, MerkleDigest right) =>
        MerkleDigest.From(TreeHash.Node(left.ToDigest(), right.ToDigest()));
}
