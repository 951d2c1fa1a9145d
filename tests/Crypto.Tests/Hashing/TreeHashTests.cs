namespace Rollup.Crypto.Tests.Hashing;

public sealed class TreeHashTests
{
    [Fact]
    public void A_node_is_the_start_of_the_permuted_pair_plus_the_left_child()
    {
        Random random = new(9);
        for (int i = 0; i < 10; i++)
        {
            Digest left = Samples.Digest(random), right = Samples.Digest(random);
            Goldilocks[] p = NaivePoseidon2.Permute([left[0], left[1], left[2], left[3], right[0], right[1], right[2], right[3]]);
            Assert.Equal(new Digest(p[0] + left[0], p[1] + left[1], p[2] + left[2], p[3] + left[3]), TreeHash.Node(left, right));
        }
    }

    [Fact]
    public void A_node_depends_on_the_order_of_its_children()
    {
        Digest a = Sponge.Hash(1, 1), b = Sponge.Hash(1, 2);
        Assert.NotEqual(TreeHash.Node(a, b), TreeHash.Node(b, a));
    }

    [Fact]
    public void A_level_without_two_children_for_each_parent_is_refused() =>
        Assert.Throws<ArgumentException>(() => TreeHash.Nodes(new Digest[3], new Digest[2]));
}
