using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>False statements by provers whose transcripts are in order, so that only the algebra can refuse them.</summary>
public sealed class DishonestProverTests
{
    private static readonly GoldilocksCubic Delta = new(1, 2, 3);

    [Theory]
    [InlineData(FibonacciAir.FirstTerm)]
    [InlineData(FibonacciAir.SecondTerm)]
    [InlineData(FibonacciAir.LastTerm)]
    [Trait("Plan", "V02")]
    public void A_false_public_value_leaves_constraints_unsatisfied(int index)
    {
        ExampleStatement statement = ExampleStatement.Create("fibonacci", TestParameters.Quick());
        statement.PublicValues[index] += Goldilocks.One;
        AssertUnsatisfied(0, statement);
    }

    [Fact]
    public void A_padding_row_that_sends_a_message_unbalances_the_buses()
    {
        ExampleStatement statement = ExampleStatement.Create("fifth-power", TestParameters.Quick());
        NativeMatrix powers = statement.Traces[0];
        powers[powers.RowCount - 1, FifthPowerColumns.IsReal] = Goldilocks.One;
        Assert.IsType<BusesUnbalanced>(Verify(statement, new(KeyOf(statement), statement)));
    }

    [Fact]
    [Trait("Plan", "V19")]
    public void A_limb_of_2_to_the_16_unbalances_the_buses()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        NativeMatrix limbs = statement.Traces[0];
        limbs[0, LimbsColumns.LowLimb] += 1 << 16;
        limbs[0, LimbsColumns.HighLimb] -= Goldilocks.One;
        Assert.IsType<BusesUnbalanced>(Verify(statement, new(KeyOf(statement), statement)));
    }

    [Fact]
    [Trait("Plan", "V20")]
    public void A_selector_of_two_leaves_constraints_unsatisfied()
    {
        ExampleStatement statement = Forgery.Create("fifth-power", table: 0, constraint: 0);
        AssertUnsatisfied(0, statement);
    }

    [Fact]
    public void Sums_that_are_shifted_from_one_table_to_another_leave_constraints_unsatisfied()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        AssertUnsatisfied(0, statement, new(KeyOf(statement), statement)
        {
            ChangeSum = (table, sum) => table == 0 ? sum + Delta : sum - Delta,
        });
    }

    [Fact]
    public void Unbalanced_tables_with_sums_that_pretend_balance_leave_constraints_unsatisfied()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        statement.Traces[1][7, RangeTableColumns.Multiplicity] += Goldilocks.One;
        GoldilocksCubic limbsSum = default;
        AssertUnsatisfied(1, statement, new(KeyOf(statement), statement)
        {
            ChangeSum = (table, sum) => table == 0 ? limbsSum = sum : -limbsSum,
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_auxiliary_cell_that_is_not_the_sum_of_its_fractions_leaves_constraints_unsatisfied(int column)
    {
        // The limbs have two auxiliary columns: a fraction and the running sum.
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        AssertUnsatisfied(0, statement, new(KeyOf(statement), statement)
        {
            ChangeAuxiliary = (table, matrix) =>
            {
                if (table == 0)
                {
                    matrix[3, 3 * column] += Goldilocks.One;
                }
            },
        });
    }

    [Fact]
    public void A_running_sum_that_is_shifted_as_a_whole_is_accepted_because_only_its_steps_matter()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        Assert.Null(Verify(statement, new(KeyOf(statement), statement)
        {
            ChangeAuxiliary = (_, matrix) =>
            {
                int sum = matrix.ColumnCount - 3;
                for (int row = 0; row < matrix.RowCount; row++)
                {
                    matrix[row, sum] += 17;
                }
            },
        }));
    }

    [Fact]
    public void Another_quotient_of_low_degree_leaves_constraints_unsatisfied()
    {
        ExampleStatement statement = ExampleStatement.Create("poseidon2-8", TestParameters.Quick());
        AssertUnsatisfied(0, statement, new(KeyOf(statement), statement)
        {
            ChangeQuotient = values =>
            {
                for (int row = 0; row < values.RowCount; row++)
                {
                    values[row, 0] += Goldilocks.One;
                }
            },
        });
    }

    [Fact]
    public void A_message_sent_on_one_bus_and_received_on_another_unbalances_the_buses()
    {
        Bus first = new(11, "first", 1), second = new(12, "second", 1);
        Assert.Null(ProveLoop(new(first, first)));
        Assert.IsType<BusesUnbalanced>(ProveLoop(new(first, second)));
    }

    [Fact]
    public void A_message_sent_more_often_than_the_modulus_allows_is_refused_by_prover_and_verifier()
    {
        StarkProgram program = new("flood", TestParameters.Quick(), new ProgramTable(Table.Of(new FloodAir())));
        using ProvingKey key = ProvingKey.Create(program, Workers.All);
        StarkProof proof = new StarkProver(key, Workers.All).Prove([new(8, 1)], []);
        Assert.Null(new StarkVerifier(key.VerifyingKey).Verify([], proof));

        UInt128 bound = (UInt128)2 << 63;
        Assert.Equal(
            new MultiplicityOverflow(bound), new StarkVerifier(key.VerifyingKey).Verify([], proof with { LogHeights = [4] }));
        Assert.Throws<ArgumentException>(() => new StarkProver(key, Workers.All).Prove([new(16, 1)], []));
    }

    [Fact]
    public void A_challenge_that_hits_a_message_of_the_trace_stops_the_prover()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        TableShape shape = statement.Program.Shapes[0];
        using NativeMatrix auxiliary = new(statement.Traces[0].RowCount, shape.AuxiliaryWidth);

        // α + id + β·m = 0 for m = the low limb of row 2.
        GoldilocksCubic beta = new(5, 6, 7);
        GoldilocksCubic alpha = -(beta * statement.Traces[0][2, LimbsColumns.LowLimb]) - new Goldilocks(RangeBus.Range16.Id);
        Assert.Throws<BusCollisionException>(() => statement.Program.Tables[0].Table.GenerateAuxiliary(
            new()
            {
                Shape = shape,
                Main = statement.Traces[0],
                PublicValues = statement.PublicValues,
                BusChallenges = new(alpha, beta, 1),
                Auxiliary = auxiliary,
            },
            Workers.Single));
    }

    private static ProofFailure? ProveLoop(LoopAir air)
    {
        StarkProgram program = new("loop", TestParameters.Quick(), new ProgramTable(Table.Of(air)));
        using ProvingKey key = ProvingKey.Create(program, Workers.All);
        NativeMatrix trace = new(16, 1);
        trace[3, 0] = 99;
        return new StarkVerifier(key.VerifyingKey).Verify([], new StarkProver(key, Workers.All).Prove([trace], []));
    }

    private static ProvingKey KeyOf(ExampleStatement statement) => statement.CreateKey(Workers.All);

    private static ProofFailure? Verify(ExampleStatement statement, DishonestProver prover)
    {
        StarkProof proof = prover.Prove();
        return new StarkVerifier(statement.CreateKey(Workers.All).VerifyingKey).Verify(statement.PublicValues, proof);
    }

    private static void AssertUnsatisfied(int table, ExampleStatement statement, DishonestProver? prover = null)
    {
        ProofFailure? failure = Verify(statement, prover ?? new(KeyOf(statement), statement));
        Assert.Equal(table, Assert.IsType<ConstraintsUnsatisfied>(failure).Index);
    }

    /// <summary>Sends its cell on one bus and receives it on another.</summary>
    private readonly struct LoopAir(Bus sent, Bus received) : IAir
    {
        public string Name => "loop";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            builder.Send(sent, TExpr.From(Goldilocks.One), 1, builder.Main(0));
            builder.Receive(received, TExpr.From(Goldilocks.One), 1, builder.Main(0));
        }
    }

    /// <summary>Claims that a row may send its cell 2^60 times.</summary>
    private readonly struct FloodAir : IAir
    {
        private static readonly Bus Bus = new(13, "flood", 1);

        public string Name => "flood";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            builder.Send(Bus, builder.Main(0), 1UL << 59, builder.Main(0));
            builder.Receive(Bus, builder.Main(0), 1UL << 59, builder.Main(0));
        }
    }
}
