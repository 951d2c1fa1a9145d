using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Programs;

public sealed class TraceCheckerTests
{
    private const int Seed = 90125;

    public static TheoryData<string> Examples => [.. ExampleStatement.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_honest_trace_has_no_faults(string name) => Assert.Empty(Check(ExampleStatement.Create(name, TestParameters.Quick())));

    [Fact]
    public void A_wrong_cell_is_reported_with_table_row_and_constraint()
    {
        ExampleStatement statement = ExampleStatement.Create("fibonacci", TestParameters.Quick());
        statement.Traces[0][5, FibonacciColumns.Following] += Goldilocks.One;
        ImmutableArray<TraceFault> faults = Check(statement);
        Assert.Equal(
            [(4, "nextFollowing - (current + following)"), (5, "nextCurrent - following"), (5, "nextFollowing - (current + following)")],
            faults.Cast<UnsatisfiedConstraint>().Select(fault => (fault.Fault.Row, fault.Fault.Name)));
    }

    [Fact]
    public void A_message_nobody_receives_is_reported_with_its_bus_and_elements()
    {
        ExampleStatement statement = ExampleStatement.Create("fifth-power", TestParameters.Quick());
        statement.Traces[1][0, ProductColumns.IsReal] = Goldilocks.Zero;
        UnbalancedMessage fault = Assert.IsType<UnbalancedMessage>(Assert.Single(Check(statement)));
        Assert.Equal(ProductBus.Product, fault.Bus);
        Assert.Equal(Goldilocks.One, fault.Balance);
        Assert.Equal(statement.Traces[1][0, ProductColumns.Product], fault.Elements[2]);
    }

    [Fact]
    public void A_multiplicity_above_its_bound_is_reported()
    {
        ExampleStatement statement = ExampleStatement.Create("fifth-power", TestParameters.Quick());
        statement.Traces[1][0, ProductColumns.IsReal] = 2;
        Assert.Contains(Check(statement), fault => fault is MultiplicityOutOfBound { Message.Row: 0, Table: "product" });
    }

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Plan", "V17")]
    public void A_changed_cell_is_rejected_by_the_verifier_exactly_if_the_trace_checker_finds_a_fault(string name) =>
        ChangeCells(name, rounds: 12);

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("Plan", "V17")]
    [Trait("Campaign", "witness-cells")]
    public void Many_changed_cells_are_rejected_by_the_verifier_exactly_if_the_trace_checker_finds_a_fault(string name) =>
        ChangeCells(name, rounds: 5000);

    private static void ChangeCells(string name, int rounds)
    {
        Random random = new(Seed);
        for (int round = 0; round < rounds; round++)
        {
            ExampleStatement statement = ExampleStatement.Create(name, TestParameters.Quick(), logHeight: 3);
            NativeMatrix trace = statement.Traces[random.Next(statement.Traces.Length)];
            (int row, int column) = (random.Next(trace.RowCount), random.Next(trace.ColumnCount));
            trace[row, column] += new Goldilocks((ulong)random.Next(1, 5));

            bool isFaulty = !Check(statement).IsEmpty;
            (VerifyingKey key, StarkProof proof) = statement.Prove();
            ProofFailure? failure = new StarkVerifier(key).Verify(statement.PublicValues, proof);
            Assert.True(isFaulty == failure is not null, $"seed {Seed}, round {round}, row {row}, column {column}: {failure}");
            Assert.True(failure is null or ConstraintsUnsatisfied or BusesUnbalanced, $"{failure}");
        }
    }

    [Fact]
    public void A_limb_beyond_the_table_is_a_message_nobody_provides()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        NativeMatrix limbs = statement.Traces[0];
        limbs[0, LimbsColumns.LowLimb] += 1 << 16;
        limbs[0, LimbsColumns.HighLimb] -= Goldilocks.One;
        Assert.All(Check(statement), fault => Assert.IsType<UnbalancedMessage>(fault));
        Assert.NotEmpty(Check(statement));
    }

    private static ImmutableArray<TraceFault> Check(ExampleStatement statement) =>
        TraceChecker.Check(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues);
}
