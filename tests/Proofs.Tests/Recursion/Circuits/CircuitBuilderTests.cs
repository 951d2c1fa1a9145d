using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Circuits;

public sealed class CircuitBuilderTests
{
    private static readonly Random Seeded = new(20261120);

    [Fact]
    public void Formulas_are_fused_into_rows_and_have_the_values_of_their_operators()
    {
        GoldilocksCubic a = Cubic(), b = Cubic(), c = Cubic();
        GoldilocksCubic expected = (a * b + c * new Goldilocks(3) - b) * (a - c + new Goldilocks(7)) + (a - b) * (a - b);
        Wire result = default;
        CircuitExecution execution = CircuitScenario.Run(
            builder =>
            {
                CircuitValue x = builder.InputValue(), y = builder.InputValue(), z = builder.InputValue();
                CircuitValue value = (x * y + z * new Goldilocks(3) - y) * (x - z + new Goldilocks(7)) + (x - y) * (x - y);
                result = value.ToWire(builder);
                builder.AssertEqual(value, builder.ValueOf(result));
            },
            [.. Elements(a), .. Elements(b), .. Elements(c)]);
        Assert.Null(execution.Failure);
        Assert.Equal(expected, execution[result].ToCubic());
    }

    [Fact]
    public void A_value_that_is_not_what_it_is_said_to_be_fails_in_its_scope()
    {
        CircuitExecution execution = CircuitScenario.Run(
            builder =>
            {
                CircuitValue x = builder.InputValue();
                builder.Enter("the second part");
                builder.AssertEqual(x * x, new Goldilocks(10));
            },
            [.. Elements(new Goldilocks(3))]);
        Assert.Equal("the second part", execution.Failure?.Scope);
    }

    [Fact]
    public void A_quotient_times_its_denominator_is_the_numerator()
    {
        GoldilocksCubic n = Cubic(), d = Cubic();
        Wire quotient = default;
        CircuitExecution execution = CircuitScenario.Run(
            builder => quotient = builder.Divide(builder.InputValue(), builder.InputValue()).ToWire(builder), [.. Elements(n), .. Elements(d)]);
        Assert.Null(execution.Failure);
        Assert.Equal(n, execution[quotient].ToCubic() * d);
        Assert.NotNull(CircuitScenario.Run(builder => builder.Divide(builder.InputValue(), Goldilocks.Zero), [.. Elements(n)]).Failure);
    }

    [Fact]
    public void A_word_is_unpacked_into_its_elements_and_a_constant_word_is_bound()
    {
        Word word = new(5, 6, -Goldilocks.One, 8);
        Wire[] elements = [];
        CircuitExecution execution = CircuitScenario.Run(
            builder => elements = [.. builder.Unpack(builder.ConstantWord(word)).Select(value => value.ToWire(builder))]);
        Assert.Null(execution.Failure);
        Assert.Equal([5, 6, -Goldilocks.One, 8], elements.Select(wire => execution[wire].E0));
    }

    [Fact]
    public void Public_words_are_the_statement()
    {
        Word word = new(1, 2, 3, 4);
        CircuitExecution execution = CircuitScenario.Run(
            2,
            builder =>
            {
                builder.Hold(builder.Input(builder.PublicWord(0)));
                builder.Node(builder.PublicWord(0), builder.PublicWord(0), builder.PublicWord(1));
            },
            [1, 2, 3, 4]);
        Assert.Null(execution.Failure);
        Digest expected = TreeHash.Node(word.ToDigest(), word.ToDigest());
        Assert.Equal([1, 2, 3, 4, expected.E0, expected.E1, expected.E2, expected.E3], execution.PublicValues);
    }

    [Theory]
    [InlineData(ColumnKind.Base, 1)]
    [InlineData(ColumnKind.Base, 8)]
    [InlineData(ColumnKind.Base, 21)]
    [InlineData(ColumnKind.Cubic, 3)]
    [InlineData(ColumnKind.Cubic, 24)]
    [InlineData(ColumnKind.Cubic, 45)]
    public unsafe void A_leaf_is_the_trees_leaf_and_its_sums_are_the_batched_polynomials(ColumnKind kind, int width)
    {
        Goldilocks[] row = [.. Enumerable.Range(0, width).Select(_ => Element())];
        GoldilocksCubic alpha = Cubic();
        Goldilocks point = Element();
        (Wire digest, Wire first, Wire second) = (default, default, default);
        CircuitExecution execution = CircuitScenario.Run(
            builder =>
            {
                CircuitValue u = builder.InputValue();
                second = builder.NewWire();
                Wire v = builder.Input();
                (digest, CircuitValue sum) = builder.Leaf(width, kind, u, v, second);
                first = sum.ToWire(builder);
            },
            [.. Elements(alpha), .. Elements(point), .. row]);
        Assert.Null(execution.Failure);

        MerkleDigest[] leaf = new MerkleDigest[1];
        fixed (Goldilocks* elements = row)
        {
            MerkleHash.Of(HashFunction.Poseidon2).HashLeaves(VectorPath.Scalar, [LeafSource.OfRows((ulong*)elements, width)], 0, leaf);
        }

        Assert.Equal(Word.Of(leaf[0]), execution[digest]);
        Assert.Equal(Sum(kind, row, alpha), execution[first].ToCubic());
        Assert.Equal(Sum(kind, row, point), execution[second].ToCubic());
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(0xB5UL)]
    [InlineData(0xFFFF_FFFF_0000_0000UL)]
    [InlineData(0xFFFF_FFFEUL)]
    [InlineData(0x1234_5678_9ABC_DEF1UL)]
    public void A_decomposition_gives_indices_and_points_of_bit_reversed_domains(ulong value)
    {
        const int bits = 13;
        (Wire index, Wire shifted, Wire point, Wire root) = (default, default, default, default);
        CircuitExecution execution = CircuitScenario.Run(
            builder =>
            {
                BitDecomposition decomposition = builder.Decompose(builder.Input(), bits);
                index = decomposition.Index(0);
                shifted = decomposition.Index(5);
                point = decomposition.Point().ToWire(builder);
                root = decomposition.Root(5, 3);
                decomposition.Finish();
            },
            [.. Elements(new Goldilocks(value))]);
        Assert.Null(execution.Failure);

        int expected = (int)(value & ((1 << bits) - 1));
        Assert.Equal((ulong)expected, execution[index].E0.Value);
        Assert.Equal((ulong)(expected >> 5), execution[shifted].E0.Value);
        Assert.Equal(EvaluationDomain.SubgroupPoint(bits, expected), execution[point].E0);
        Assert.Equal(EvaluationDomain.SubgroupPoint(3, expected >> 5 & 7), execution[root].E0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(7)]
    public void A_path_leads_a_leaf_and_an_injected_one_to_the_root(int index)
    {
        Digest leaf = RandomDigest(), joining = RandomDigest();
        Digest[] siblings = [RandomDigest(), RandomDigest(), RandomDigest()];
        Digest root = leaf;
        for (int level = 0; level < 3; level++)
        {
            root = (index >> level & 1) == 0 ? TreeHash.Node(root, siblings[level]) : TreeHash.Node(siblings[level], root);
            root = level == 1 ? TreeHash.Node(root, joining) : root;
        }

        CircuitExecution Run(int claimedIndex) => CircuitScenario.Run(
            builder =>
            {
                Wire rootWire = builder.Input(), leafWire = builder.Input(), joiningWire = builder.Input(), indexWire = builder.Input();
                builder.Path(leafWire, indexWire, 3, new Dictionary<int, Wire> { [1] = joiningWire }, rootWire);
            },
            [.. Elements(root), .. Elements(leaf), .. Elements(joining), .. Elements(new Goldilocks((ulong)claimedIndex)), .. siblings.SelectMany(Elements)]);
        Assert.Null(Run(index).Failure);
        Assert.NotNull(Run(index ^ 2).Failure);
        Assert.NotNull(Run(index + 8).Failure);
    }

    private static GoldilocksCubic Sum(ColumnKind kind, Goldilocks[] row, GoldilocksCubic factor)
    {
        MatrixShape shape = new(1, row.Length, kind);
        GoldilocksCubic[] factors = CubicBasis.ColumnFactors(shape, factor);
        return row.Zip(factors, (element, weight) => weight * element).Aggregate(GoldilocksCubic.Zero, (sum, term) => sum + term);
    }

    private static Goldilocks Element() => new((ulong)Seeded.NextInt64());

    private static GoldilocksCubic Cubic() => new(Element(), Element(), Element());

    private static Digest RandomDigest() => new(Element(), Element(), Element(), Element());

    private static Goldilocks[] Elements(GoldilocksCubic value) => [value.C0, value.C1, value.C2, default];

    private static Goldilocks[] Elements(Goldilocks value) => Elements(GoldilocksCubic.From(value));

    private static Goldilocks[] Elements(Digest digest) => [digest.E0, digest.E1, digest.E2, digest.E3];
}
