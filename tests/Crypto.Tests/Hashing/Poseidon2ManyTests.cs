namespace Rollup.Crypto.Tests.Hashing;

public sealed class Poseidon2ManyTests
{
    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 4)]
    [InlineData(8, 7)]
    [InlineData(12, 1)]
    [InlineData(12, 4)]
    [InlineData(12, 7)]
    public void Every_vector_path_permutes_as_the_scalar_one(int width, int groups)
    {
        Random random = new(width * 100 + groups);
        for (int round = 0; round < 20; round++)
        {
            Goldilocks[] input = [.. Enumerable.Range(0, width * 8 * groups).Select(_ => Samples.Next(random))];
            Goldilocks[] expected = [.. input];
            Run(expected, VectorPath.Scalar);
            foreach (VectorPath path in VectorPaths.Supported)
            {
                Goldilocks[] actual = [.. input];
                Run(actual, path);
                for (int i = 0; i < actual.Length; i++)
                {
                    Assert.True(actual[i] == expected[i], $"{path} width {width} groups {groups} round {round} index {i}: {actual[i]} instead of {expected[i]}");
                }
            }
        }

        void Run(Goldilocks[] states, VectorPath path)
        {
            if (width == 8)
            {
                Poseidon2.Permute8Many(states, path);
            }
            else
            {
                Poseidon2.Permute12Many(states, path);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(100)]
    public void A_level_of_nodes_is_the_node_of_each_pair_on_every_path(int count)
    {
        Random random = new(count);
        Digest[] children = [.. Enumerable.Range(0, 2 * count).Select(_ => Samples.Digest(random))];
        foreach (VectorPath path in VectorPaths.Supported)
        {
            Digest[] parents = new Digest[count];
            TreeHash.Nodes(children, parents, path);
            Assert.Equal(Enumerable.Range(0, count).Select(i => TreeHash.Node(children[2 * i], children[2 * i + 1])), parents);
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 33)]
    [InlineData(4, 8)]
    [InlineData(8, 70)]
    [InlineData(13, 3)]
    public void Hashing_many_inputs_is_hashing_each_on_every_path(int length, int count)
    {
        Random random = new(length * 1000 + count);
        Goldilocks[] elements = [.. Enumerable.Range(0, length * count).Select(_ => Samples.Next(random))];
        foreach (VectorPath path in VectorPaths.Supported)
        {
            Digest[] digests = new Digest[count];
            Sponge.HashMany(77, length, elements, digests, path);
            Assert.Equal(Enumerable.Range(0, count).Select(i => Sponge.Hash(77, elements.AsSpan(i * length, length))), digests);
        }
    }
}
