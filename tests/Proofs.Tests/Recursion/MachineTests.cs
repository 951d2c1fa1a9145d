using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Fri;
using Rollup.Proofs.Tests.Recursion.Tables;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion;

/// <summary>A circuit on some machine.</summary>
internal interface ILaidOutCircuit
{
    IReadOnlyList<TraceFault> Faults();

    /// <summary>The word that the tables state for a wire, the sinks aside.</summary>
    Goldilocks[] Word(Slot wire);

    /// <summary>The bit that a bit row of the circuit holds.</summary>
    Goldilocks Bit(int row);
}

/// <summary>What the rows of a circuit come to on a machine, against the plain implementations of the same.</summary>
public abstract class MachineTests
{
    private const int Seed = 20251120;

    private static readonly GoldilocksCubic U = new(3, 1UL << 40, Goldilocks.Modulus - 7);

    private static readonly Goldilocks V = 0x0123_4567_89AB_CDEF;

    public static TheoryData<RowPattern, int> Leaves
    {
        get
        {
            TheoryData<RowPattern, int> data = [];
            foreach (int width in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 21])
            {
                data.Add(RowPattern.Base, width);
            }

            // All phases of the start and of the end of a block.
            foreach (int polynomials in (int[])[1, 2, 3, 4, 5, 8, 9])
            {
                data.Add(RowPattern.CubicPhase0, 3 * polynomials);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void A_leaf_has_the_tree_s_digest_and_the_sums_of_its_polynomials(RowPattern pattern, int width)
    {
        Goldilocks[] row = RandomElements(new(Seed + width), width);
        TestCircuit circuit = new();
        LeafSlots leaf = circuit.Leaf(pattern, row, U, V);
        ILaidOutCircuit tables = LayOut(circuit);
        Assert.Empty(tables.Faults());

        MerkleDigest digest = MerkleHash.Of(HashFunction.Poseidon2).HashLeaf(row);
        Assert.Equal([digest.W0, digest.W1, digest.W2, digest.W3], tables.Word(leaf.Digest).Select(element => element.Value));
        Assert.Equal(WordOf(Sum(pattern, row, U)), tables.Word(leaf.CubicSum));
        Assert.Equal(WordOf(Sum(pattern, row, V)), tables.Word(leaf.BaseSum));
        Assert.Equal(WordOf(U), tables.Word(leaf.CubicFactor));
        Assert.Equal(WordOf(V), tables.Word(leaf.BaseFactor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(31)]
    public void A_path_with_injections_ends_in_the_root_and_has_the_leaf_s_index(int index)
    {
        Random random = new(Seed);
        (int LogRowCount, int Width)[] shapes = [(5, 3), (3, 9), (2, 4)];
        NativeMatrix[] matrices = [.. shapes.Select(shape => OpeningScenario.RandomMatrix(random, 1 << shape.LogRowCount, shape.Width))];
        TreeShape shape = new(shapes, capHeight: 0);
        using MerkleTree tree = MerkleTree.Build(MerkleHash.Of(HashFunction.Poseidon2), shape, [.. matrices.Select(LeafSource.Of)], Workers.Single);
        MerkleOpening opening = tree.Open([index]);

        TestCircuit circuit = new();
        Slot indexWire = circuit.Wire(), root = circuit.Wire(), leaf = circuit.Wire();
        Digest current = LeafOf(opening.Rows[0]);
        int usedRows = 1;
        for (int layer = 0; layer < 5; layer++)
        {
            bool isLast = layer == 4, isInjected = shape.LevelAt(4 - layer) is not null;
            bool bit = (index >> layer & 1) != 0;
            Digest sibling = opening.Siblings[layer].ToDigest();
            (Digest left, Digest right) = bit ? (sibling, current) : (current, sibling);
            circuit.Node(
                new()
                {
                    IsStep = true,
                    IsChained = !isLast,
                    IndexFactor = isLast ? 0 : 2,
                    Current = layer == 0 ? leaf : default,
                    Index = layer == 0 ? indexWire : default,
                    Out = isLast ? root : default,
                },
                left,
                right,
                bit,
                (ulong)(index >> layer));
            current = TreeHash.Node(left, right);
            if (isInjected)
            {
                Digest injected = LeafOf(opening.Rows[usedRows++]);
                circuit.Node(new() { IsChained = true, IndexFactor = 1, Right = circuit.Wire() }, current, injected, false, (ulong)(index >> (layer + 1)));
                current = TreeHash.Node(current, injected);
            }
        }

        ILaidOutCircuit tables = LayOut(circuit);
        Assert.Empty(tables.Faults());
        MerkleDigest expected = tree.Commitment.Cap[0];
        Assert.Equal([expected.W0, expected.W1, expected.W2, expected.W3], tables.Word(root).Select(element => element.Value));
        Assert.Equal(WordOf((ulong)index), tables.Word(indexWire));
        Array.ForEach(matrices, matrix => matrix.Dispose());

        static Digest LeafOf(IEnumerable<Goldilocks> row) => MerkleHash.Of(HashFunction.Poseidon2).HashLeaf([.. row]).ToDigest();
    }

    [Fact]
    public void Rows_of_a_transcript_sample_what_the_transcript_samples()
    {
        Transcript transcript = Transcript.Create(HashFunction.Poseidon2);
        TestCircuit circuit = new();
        CircuitTranscript rows = new(circuit);
        List<(Slot Wire, Goldilocks[] Expected)> samples = [];

        Absorb(1, 2, 3, 4, 5);
        SampleCubic();
        SampleBase();
        SampleCubic();
        SampleCubic();
        Absorb(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
        SampleBase();
        Absorb(19);
        Absorb(20, 21, 22);
        SampleCubic();
        SampleBase();
        SampleBase();

        ILaidOutCircuit tables = LayOut(circuit);
        Assert.Empty(tables.Faults());
        Assert.All(samples, sample => Assert.Equal(sample.Expected, tables.Word(sample.Wire)));

        void Absorb(params Goldilocks[] elements)
        {
            transcript.Absorb("", elements);
            foreach (Goldilocks[] word in elements.Chunk(4))
            {
                rows.Absorb(word);
            }
        }

        void SampleCubic() => samples.Add((rows.Sample(WordMask.Cubic), WordOf(transcript.SampleCubic(""))));
        void SampleBase() => samples.Add((rows.Sample(WordMask.Base), WordOf(transcript.SampleBase(""))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0x0123_4567_89AB_CDEF)]
    [InlineData(uint.MaxValue)]
    [InlineData(1UL << 32)]
    [InlineData(Goldilocks.Modulus - (1UL << 32))]
    [InlineData(Goldilocks.Modulus - 2)]
    [InlineData(Goldilocks.Modulus - 1)]
    public void An_element_is_decomposed_into_the_bits_of_its_number(ulong number)
    {
        const int indexBits = 11;
        TestCircuit circuit = new();
        Slot index = circuit.Wire(), point = circuit.Wire(), root = circuit.Wire();
        Goldilocks generator = 7;
        Slot value = circuit.Bits(number, position => new()
        {
            IsInIndex = position < indexBits,
            Index = position == 0 ? index : default,
            Point = position == 0 ? point : default,
            Root = position == 3 ? root : default,
            PointFactor = position < indexBits ? generator.Pow(1UL << position) : default,
            PointContinues = position < indexBits - 1,
            RootFactor = position is >= 3 and < 8 ? new Goldilocks(5).Pow(1UL << (position - 3)) : default,
            RootContinues = position is >= 3 and < 7,
        });

        ILaidOutCircuit tables = LayOut(circuit);
        Assert.Empty(tables.Faults());
        ulong low = number & ((1 << indexBits) - 1);
        Assert.Equal(WordOf(number), tables.Word(value));
        Assert.Equal(WordOf(low), tables.Word(index));
        Assert.Equal(WordOf(generator.Pow(low)), tables.Word(point));
        Assert.Equal(WordOf(new Goldilocks(5).Pow(number >> 3 & 31)), tables.Word(root));
        Assert.Equal(number, Enumerable.Range(0, 64).Aggregate(0UL, (sum, i) => sum | tables.Bit(i).Value << i));
    }

    [Fact]
    public void Operations_are_those_of_the_cubic_extension()
    {
        Random random = new(Seed);
        TestCircuit circuit = new();
        List<(Slot Wire, GoldilocksCubic Expected)> results = [];
        for (int i = 0; i < 5; i++)
        {
            Goldilocks[] e = RandomElements(random, 13);
            (GoldilocksCubic a, GoldilocksCubic b, GoldilocksCubic c) = (new(e[0], e[1], e[2]), new(e[3], e[4], e[5]), new(e[6], e[7], e[8]));
            results.Add((circuit.Operation(a, b, c, e[9], e[10], e[11], e[12]), a * b * e[9] + a * e[10] + c * e[11] + e[12]));
        }

        ILaidOutCircuit tables = LayOut(circuit);
        Assert.Empty(tables.Faults());
        Assert.All(results, result => Assert.Equal(WordOf(result.Expected), tables.Word(result.Wire)));
    }

    internal static Goldilocks[] RandomElements(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Goldilocks((ulong)random.NextInt64()))];

    private protected abstract ILaidOutCircuit LayOut(TestCircuit circuit);

    /// <summary>Σ uⁱ·fᵢ by the powers of u.</summary>
    private static GoldilocksCubic Sum(RowPattern pattern, Goldilocks[] row, GoldilocksCubic factor)
    {
        GoldilocksCubic[] polynomials = pattern == RowPattern.Base
            ? [.. row.Select(GoldilocksCubic.From)]
            : [.. row.Chunk(3).Select(f => new GoldilocksCubic(f[0], f[1], f[2]))];
        GoldilocksCubic sum = default;
        for (int i = 0; i < polynomials.Length; i++)
        {
            sum += factor.Pow((ulong)i) * polynomials[i];
        }

        return sum;
    }

    private static Goldilocks[] WordOf(GoldilocksCubic value) => [value.C0, value.C1, value.C2, 0];

    private static Goldilocks[] WordOf(ulong value) => [value, 0, 0, 0];
}
