namespace Rollup.Crypto;

/// <summary>node(l, r) = first4(P(l ‖ r)) + l: the two-to-one hash of every Poseidon2 tree.</summary>
/// <remarks>
/// Without the added l the truncated permutation could be inverted and would be neither one-way nor collision resistant.
/// Nodes carry no tag: depth is fixed wherever they are used.
/// </remarks>
public static class TreeHash
{
    public static Digest Node(Digest left, Digest right)
    {
        Span<Goldilocks> state = stackalloc Goldilocks[8];
        left.CopyTo(state);
        right.CopyTo(state[4..]);
        Poseidon2.Permute8(state);
        return new(state[0] + left.E0, state[1] + left.E1, state[2] + left.E2, state[3] + left.E3);
    }
}
