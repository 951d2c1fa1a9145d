using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Tests.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Commitments;

public sealed class MerkleTreeTests
{
    public static TheoryData<HashFunction, VectorPath, int> HashesPathsAndCaps()
    {
        TheoryData<HashFunction, VectorPath, int> data = [];
        foreach (HashFunction hash in Enum.GetValues<HashFunction>())
        {
            foreach (VectorPath path in VectorPaths.Supported)
            {
                data.Add(hash, path, 0);
                data.Add(hash, path, 2);
                data.Add(hash, path, 8);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(HashesPathsAndCaps))]
    public void The_commitment_is_what_the_definition_of_the_tree_gives(HashFunction function, VectorPath path, int capHeight)
    {
        using TreeFixture fixture = new(function, capHeight, path, (7, 5), (5, 9), (7, 11), (3, 1), (5, 8));
        Assert.Equal(fixture.CommitmentByDefinition(), fixture.Tree.Commitment);
    }

    [Theory]
    [MemberData(nameof(HashesPathsAndCaps))]
    public void An_opening_at_any_set_of_leaves_is_accepted(HashFunction function, VectorPath path, int capHeight)
    {
        using TreeFixture fixture = new(function, capHeight, path, (6, 3), (2, 4), (6, 20));
        foreach (int[] leaves in (int[][])[[0], [63], [0, 1], [5, 6], [0, 1, 2, 3, 17, 40, 41, 62], [.. Enumerable.Range(0, 64)]])
        {
            Assert.Null(fixture.Verify(leaves, fixture.Tree.Open(leaves)));
        }
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void A_tree_of_one_row_is_its_leaf(HashFunction function)
    {
        using TreeFixture fixture = new(function, 0, VectorPath.Scalar, (0, 3));
        Assert.Equal(MerkleHash.Of(function).HashLeaf([fixture.Matrices[0][0, 0], fixture.Matrices[0][0, 1], fixture.Matrices[0][0, 2]]), fixture.Tree.Commitment.Cap[0]);
        Assert.Null(fixture.Verify([0], fixture.Tree.Open([0])));
    }

    [Theory]
    [Trait("Plan", "V10")]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void A_row_that_spells_two_digests_is_no_node_and_a_node_is_no_leaf(HashFunction function)
    {
        MerkleHash hash = MerkleHash.Of(function);
        Goldilocks[] row = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.NotEqual(hash.Compress(new(1, 2, 3, 4), new(5, 6, 7, 8)), hash.HashLeaf(row));
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void Rows_that_differ_in_trailing_zeros_have_different_leaves(HashFunction function)
    {
        MerkleHash hash = MerkleHash.Of(function);
        Assert.NotEqual(hash.HashLeaf([1, 2, 3]), hash.HashLeaf([1, 2, 3, 0]));
    }

    [Theory]
    [Trait("Plan", "V10")]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void One_changed_value_of_any_height_leads_to_another_root(HashFunction function)
    {
        using TreeFixture fixture = new(function, 1, VectorPaths.Active, (6, 3), (2, 4));
        MerkleOpening opening = fixture.Tree.Open([7, 40]);
        for (int height = 0; height < opening.Rows.Length; height++)
        {
            for (int i = 0; i < opening.Rows[height].Length; i++)
            {
                ImmutableArray<Goldilocks> rows = opening.Rows[height].SetItem(i, opening.Rows[height][i] + 1);
                Assert.IsType<MerkleRootMismatch>(fixture.Verify([7, 40], opening with { Rows = opening.Rows.SetItem(height, rows) }));
            }
        }
    }

    [Fact]
    [Trait("Plan", "V10")]
    public void One_changed_sibling_of_any_layer_leads_to_another_root()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 1, VectorPaths.Active, (6, 3), (2, 4));
        MerkleOpening opening = fixture.Tree.Open([7, 40]);
        for (int i = 0; i < opening.Siblings.Length; i++)
        {
            MerkleDigest sibling = opening.Siblings[i];
            ImmutableArray<MerkleDigest> changed = opening.Siblings.SetItem(i, sibling with { W3 = sibling.W3 == 0 ? 1 : sibling.W3 - 1 });
            Assert.IsType<MerkleRootMismatch>(fixture.Verify([7, 40], opening with { Siblings = changed }));
        }
    }

    [Fact]
    [Trait("Plan", "V10")]
    public void An_opening_for_another_leaf_leads_to_another_root()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (6, 3));
        Assert.IsType<MerkleRootMismatch>(fixture.Verify([8], fixture.Tree.Open([7])));
    }

    [Fact]
    [Trait("Plan", "V10")]
    public void A_path_that_is_too_short_or_too_long_is_a_sibling_count_mismatch()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (6, 3));
        MerkleOpening opening = fixture.Tree.Open([7]);
        Assert.Equal(
            new SiblingCountMismatch("tree", 6, 5),
            fixture.Verify([7], opening with { Siblings = opening.Siblings[..^1] }));
        Assert.Equal(
            new SiblingCountMismatch("tree", 6, 7),
            fixture.Verify([7], opening with { Siblings = opening.Siblings.Add(opening.Siblings[0]) }));
    }

    [Fact]
    public void A_sibling_that_other_leaves_already_give_is_a_sibling_count_mismatch()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (3, 3));
        MerkleOpening both = fixture.Tree.Open([4, 5]);
        MerkleOpening alone = fixture.Tree.Open([4]);
        Assert.Equal(
            new SiblingCountMismatch("tree", 2, 3),
            fixture.Verify([4, 5], both with { Siblings = both.Siblings.Insert(0, alone.Siblings[0]) }));
    }

    [Fact]
    public void Swapped_siblings_lead_to_another_root()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (4, 3));
        MerkleOpening opening = fixture.Tree.Open([4]);
        ImmutableArray<MerkleDigest> swapped = [opening.Siblings[1], opening.Siblings[0], .. opening.Siblings[2..]];
        Assert.IsType<MerkleRootMismatch>(fixture.Verify([4], opening with { Siblings = swapped }));
    }

    [Fact]
    public void Rows_of_too_many_or_too_few_values_are_an_opened_rows_mismatch()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (4, 3), (2, 2));
        MerkleOpening opening = fixture.Tree.Open([4, 9]);
        Assert.Equal(
            new OpenedRowsMismatch("tree", 4, 6, 5),
            fixture.Verify([4, 9], opening with { Rows = [opening.Rows[0][..^1], opening.Rows[1]] }));
        Assert.Equal(
            new OpenedRowsMismatch("tree", 2, 4, 5),
            fixture.Verify([4, 9], opening with { Rows = [opening.Rows[0], opening.Rows[1].Add(1)] }));
    }

    [Fact]
    public void An_opening_without_the_shorter_matrices_is_an_opened_heights_mismatch()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (4, 3), (2, 2));
        MerkleOpening opening = fixture.Tree.Open([4]);
        Assert.Equal(new OpenedHeightsMismatch("tree", 2, 1), fixture.Verify([4], opening with { Rows = [opening.Rows[0]] }));
    }

    [Fact]
    [Trait("Plan", "V05")]
    public void A_sibling_with_a_word_not_below_the_modulus_is_not_canonical_under_Poseidon2()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (4, 3));
        MerkleOpening opening = fixture.Tree.Open([4]);
        MerkleDigest alias = new(Goldilocks.Modulus, 0, 0, 0);
        Assert.Equal(new DigestNotCanonical("tree", alias), fixture.Verify([4], opening with { Siblings = opening.Siblings.SetItem(2, alias) }));
    }

    [Fact]
    public void A_cap_of_another_size_is_a_cap_size_mismatch()
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 1, VectorPaths.Active, (4, 3));
        Assert.Equal(
            new CapSizeMismatch("tree", 2, 1),
            fixture.Verify([4], fixture.Tree.Open([4]), new Commitment([fixture.Tree.Commitment.Cap[0]])));
    }

    [Fact]
    public void A_cap_never_lies_below_the_shortest_matrix()
    {
        Assert.Equal(3, new TreeShape([(6, 1), (3, 1)], capHeight: 5).CapHeight);
        Assert.Equal(2, new TreeShape([(6, 1), (3, 1)], capHeight: 2).CapHeight);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Thread_counts_do_not_change_a_root(int threads)
    {
        using TreeFixture fixture = new(HashFunction.Poseidon2, 0, VectorPaths.Active, (11, 9), (10, 2));
        using MerkleTree again = MerkleTree.Build(fixture.Hash, fixture.Shape, fixture.Sources, new Workers(threads));
        Assert.Equal(fixture.Tree.Commitment, again.Commitment);
    }

    /// <summary>A tree over random matrices, and the same tree by its definition.</summary>
    private sealed class TreeFixture : IDisposable
    {
        private readonly VectorPath _path;

        public TreeFixture(HashFunction function, int capHeight, VectorPath path, params (int LogRows, int Columns)[] matrices)
        {
            _path = path;
            Hash = MerkleHash.Of(function);
            Random random = new(1);
            Matrices = [.. matrices.Select(matrix => OpeningScenario.RandomMatrix(random, 1 << matrix.LogRows, matrix.Columns))];
            Shape = new([.. matrices.Select(matrix => (matrix.LogRows, matrix.Columns))], capHeight);
            Sources = [.. Matrices.Select(LeafSource.Of)];
            Tree = MerkleTree.Build(Hash, Shape, Sources, new Workers(1, path));
        }

        public MerkleHash Hash { get; }

        public NativeMatrix[] Matrices { get; }

        public TreeShape Shape { get; }

        public LeafSource[] Sources { get; }

        public MerkleTree Tree { get; }

        public ProofFailure? Verify(int[] leaves, MerkleOpening opening, Commitment? commitment = null) =>
            new MerkleVerifier(Hash, _path).Verify("tree", commitment ?? Tree.Commitment, Shape, leaves, opening);

        public Commitment CommitmentByDefinition() =>
            new([.. Enumerable.Range(0, 1 << Shape.CapHeight).Select(index => Node(Shape.CapHeight, index))]);

        public void Dispose()
        {
            Tree.Dispose();
            Array.ForEach(Matrices, matrix => matrix.Dispose());
        }

        private MerkleDigest Node(int layer, int index)
        {
            NativeMatrix[] joined = [.. Matrices.Where(matrix => matrix.RowCount == 1 << layer)];
            MerkleDigest? leaf = joined.Length == 0
                ? null
                : Hash.HashLeaf([.. joined.SelectMany(matrix => Enumerable.Range(0, matrix.ColumnCount).Select(column => matrix[index, column]))]);
            if (layer == Shape.LogLeafCount)
            {
                return leaf!.Value;
            }

            MerkleDigest node = Hash.Compress(Node(layer + 1, 2 * index), Node(layer + 1, 2 * index + 1));
            return leaf is null ? node : Hash.Compress(node, leaf.Value);
        }
    }
}
