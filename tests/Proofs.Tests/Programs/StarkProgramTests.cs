using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Soundness;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Programs;

public sealed class StarkProgramTests
{
    private static readonly ProofParameters Quick = TestParameters.Quick();

    [Fact]
    public void A_program_without_tables_is_refused() => Assert.Throws<ArgumentException>(() => new StarkProgram("empty", Quick));

    [Fact]
    [Trait("Plan", "V22")]
    public void A_public_value_that_no_constraint_reads_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new StarkProgram("gap", Quick, new ProgramTable(Table.Of(new FibonacciAir())) { PublicOffset = 1 }));
        Assert.Contains("Public value 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preprocessed_table_of_open_height_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StarkProgram("open", Quick, new ProgramTable(Table.Of(new RangeTableAir()))));

    [Fact]
    public void Two_buses_with_one_id_are_refused()
    {
        Bus one = new(5, "one", 1), other = new(5, "other", 2);
        Assert.Throws<ArgumentException>(() => new StarkProgram(
            "clash", Quick, new ProgramTable(Table.Of(new SenderAir(one))), new ProgramTable(Table.Of(new SenderAir(other)))));
    }

    [Fact]
    public void A_bus_with_provided_and_received_messages_is_refused_because_a_provider_could_stand_in_for_a_sender()
    {
        Bus bus = new(5, "mixed", 1);
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new StarkProgram(
            "mixed", Quick, new ProgramTable(Table.Of(new SenderAir(bus))), new ProgramTable(Table.Of(new ReceiverAndProviderAir(bus)))));
        Assert.Contains("stand in for a sender", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_floor_that_is_no_claim_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ExamplePrograms.Fibonacci(Quick with { FloorBits = -1 }));
        Assert.Throws<ArgumentException>(() => ExamplePrograms.Fibonacci(Quick with { FloorBits = 129 }));
    }

    [Fact]
    public void A_bus_with_id_zero_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StarkProgram("zero", Quick, new ProgramTable(Table.Of(new SenderAir(new(0, "zero", 1))))));

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(5, 4)]
    [InlineData(0, 27)]
    public void A_range_of_heights_beyond_the_domains_is_refused(int min, int max) =>
        Assert.Throws<ArgumentException>(() => new StarkProgram(
            "heights", Quick, new ProgramTable(Table.Of(new ProductAir())) { MinLogHeight = min, MaxLogHeight = max }));

    [Fact]
    public void A_key_without_the_preprocessed_commitment_is_refused() =>
        Assert.Throws<ArgumentException>(() => new VerifyingKey(ExamplePrograms.RangeCheck(Quick, 5), null));

    [Fact]
    public void The_program_hash_tells_tables_heights_parameters_and_preprocessed_columns_apart()
    {
        Commitment one = new([new(1, 0, 0, 0)]), two = new([new(2, 0, 0, 0)]);
        Digest[] hashes =
        [
            new VerifyingKey(ExamplePrograms.RangeCheck(Quick, 5), one).ProgramHash,
            new VerifyingKey(ExamplePrograms.RangeCheck(Quick, 5), two).ProgramHash,
            new VerifyingKey(ExamplePrograms.RangeCheck(Quick, 6), one).ProgramHash,
            new VerifyingKey(ExamplePrograms.RangeCheck(Quick with { FloorBits = 6 }, 5), one).ProgramHash,
            new VerifyingKey(ExamplePrograms.RangeCheck(TestParameters.Quick(2), 5), one).ProgramHash,
            new VerifyingKey(ExamplePrograms.FifthPower(Quick), null).ProgramHash,
            new VerifyingKey(ExamplePrograms.Fibonacci(Quick), null).ProgramHash,
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void The_program_hash_is_the_node_over_the_shape_and_the_preprocessed_root(HashFunction function)
    {
        StarkProgram program = ExamplePrograms.RangeCheck(TestParameters.Quick(hash: function), 5);
        MerkleHash hash = MerkleHash.Of(function);
        MerkleDigest a = new(1, 2, 3, 4), b = new(5, 6, 7, 8);
        VerifyingKey cap = new(program, new([a, b])), root = new(program, new([hash.Compress(a, b)])), other = new(program, new([b, a]));

        Assert.Equal(TreeHash.Node(cap.ShapeHash, cap.PreprocessedDigest), cap.ProgramHash);
        Assert.Equal(cap.ProgramHash, root.ProgramHash);
        Assert.Equal(cap.ShapeHash, other.ShapeHash);
        Assert.NotEqual(cap.PreprocessedDigest, other.PreprocessedDigest);
        if (function == HashFunction.Poseidon2)
        {
            Assert.Equal(TreeHash.Node(new(1, 2, 3, 4), new(5, 6, 7, 8)), cap.PreprocessedDigest);
        }

        VerifyingKey none = new(ExamplePrograms.Fibonacci(Quick), null);
        Assert.Equal(default, none.PreprocessedDigest);
        Assert.Equal(TreeHash.Node(none.ShapeHash, default), none.ProgramHash);
    }

    [Fact]
    public void Words_of_a_Keccak_root_that_differ_by_the_modulus_give_different_program_hashes()
    {
        StarkProgram program = ExamplePrograms.RangeCheck(TestParameters.Quick(hash: HashFunction.Keccak256), 5);
        VerifyingKey one = new(program, new([new(0, 1, 2, 3)])), other = new(program, new([new(Goldilocks.Modulus, 1, 2, 3)]));
        Assert.NotEqual(one.ProgramHash, other.ProgramHash);
    }

    [Fact]
    public void A_cap_of_three_nodes_is_refused() => Assert.Throws<ArgumentException>(
        () => new VerifyingKey(ExamplePrograms.RangeCheck(Quick, 5), new([new(1, 0, 0, 0), new(2, 0, 0, 0), new(3, 0, 0, 0)])));

    [Fact]
    public void One_air_may_have_several_tables_of_different_heights()
    {
        StarkProgram program = new(
            "two-product-tables", Quick,
            new ProgramTable(Table.Of(new FifthPowerAir())), new ProgramTable(Table.Of(new ProductAir())), new ProgramTable(Table.Of(new ProductAir())));
        (NativeMatrix powers, NativeMatrix products, Goldilocks[] publicValues) = FifthPowerTraceGenerator.Generate(2, 4, [3, 4, 5, 6]);

        // The last four of the twelve products move to a table of their own.
        NativeMatrix few = new(4, ProductColumns.Count);
        for (int row = 0; row < few.RowCount; row++)
        {
            for (int column = 0; column < ProductColumns.Count; column++)
            {
                (few[row, column], products[8 + row, column]) = (products[8 + row, column], Goldilocks.Zero);
            }
        }

        using ProvingKey key = ProvingKey.Create(program, Workers.All);
        StarkProof proof = new StarkProver(key, Workers.All).Prove([powers, products, few], publicValues);
        Assert.Equal<int>([2, 4, 2], proof.LogHeights.AsSpan());
        Assert.Null(new StarkVerifier(key.VerifyingKey).Verify(publicValues, proof));
    }

    [Fact]
    public void Tables_may_share_public_values()
    {
        StarkProgram program = new(
            "twice", Quick, new ProgramTable(Table.Of(new FibonacciAir())), new ProgramTable(Table.Of(new FibonacciAir())));
        Assert.Equal(3, program.PublicCount);
        (NativeMatrix first, Goldilocks[] publicValues) = FibonacciTraceGenerator.Generate(4, 1, 1);
        (NativeMatrix second, _) = FibonacciTraceGenerator.Generate(4, 1, 1);
        using ProvingKey key = ProvingKey.Create(program, Workers.All);
        Assert.Null(new StarkVerifier(key.VerifyingKey).Verify(publicValues, new StarkProver(key, Workers.All).Prove([first, second], publicValues)));
    }

    [Fact]
    public void A_prover_refuses_parameters_below_the_floor()
    {
        ExampleStatement statement = ExampleStatement.Create("fibonacci", Quick with { FloorBits = 100 });
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => statement.Prove());
        Assert.Contains("asks for 100 bits", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_soundness_of_a_statement_is_that_of_its_real_shape()
    {
        SoundnessShape shape = ExamplePrograms.RangeCheck(StandardParameters.Blowup2, 16).SoundnessShapeOf([10, 16]);

        // Limbs: 5 main columns at two points, 2 auxiliary at two, 1 quotient part. Table: 1 main, 1 preprocessed, 1 auxiliary at two, 1 part.
        Assert.Equal(5 * 2 + 2 * 2 + 1 + 1 + 1 + 1 * 2 + 1, shape.Openings);
        Assert.Equal((16, 8, 2, 8), (shape.LogHeight, shape.Constraints, shape.Degree, shape.Arity));
        Assert.Equal(1024 * 2 * 3 + 65536 * 3, shape.BusWeight);

        // At one height, the table's main column shares both points with the limbs'.
        shape = ExamplePrograms.RangeCheck(StandardParameters.Blowup2, 16).SoundnessShapeOf([16, 16]);
        Assert.Equal(5 * 2 + 2 * 2 + 1 + 1 * 2 + 1 + 1 * 2 + 1, shape.Openings);
    }

    [Fact]
    public void Traces_of_the_wrong_form_are_refused_by_the_prover()
    {
        using ProvingKey key = ProvingKey.Create(ExamplePrograms.Fibonacci(Quick), Workers.All);
        StarkProver prover = new(key, Workers.All);
        Goldilocks[] three = new Goldilocks[3];
        Assert.Throws<ArgumentException>(() => prover.Prove([], three));
        Assert.Throws<ArgumentException>(() => prover.Prove([new(16, 3)], three));
        Assert.Throws<ArgumentException>(() => prover.Prove([new(12, 2)], three));
        Assert.Throws<ArgumentException>(() => prover.Prove([new(16, 2)], new Goldilocks[2]));
    }

    /// <summary>Sends its cell as often as the bus is wide.</summary>
    /// <summary>Takes each message off the bus, and offers it too.</summary>
    private readonly struct ReceiverAndProviderAir(Bus bus) : IAir
    {
        public string Name => "receiver-and-provider";

        public int MainWidth => 3;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            builder.AssertBoolean(builder.Main(0));
            builder.Receive(bus, builder.Main(0), 1, builder.Main(1));
            builder.Provide(bus, builder.Main(2), builder.Main(1));
        }
    }

    private readonly struct SenderAir(Bus bus) : IAir
    {
        public string Name => "sender";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            TExpr[] message = new TExpr[bus.Width];
            Array.Fill(message, builder.Main(0));
            builder.Send(bus, TExpr.From(Goldilocks.One), 1, message);
        }
    }
}
