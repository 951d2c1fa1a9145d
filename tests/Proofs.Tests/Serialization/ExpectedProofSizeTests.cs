using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Recursion.Narrow;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Serialization;

public sealed class ExpectedProofSizeTests
{
    [Theory]
    [InlineData("poseidon2-12", 1)]
    [InlineData("range-check", 2)]
    [InlineData("narrow", 3)]
    public void A_proof_with_one_query_is_exactly_as_long_as_expected(string name, int logBlowup)
    {
        (int actual, double expected) = Sizes(name, logBlowup, queries: 1);
        Assert.Equal(expected, actual, tolerance: 1e-6);
    }

    [Theory]
    [InlineData("poseidon2-12", 1)]
    [InlineData("range-check", 2)]
    [InlineData("narrow", 3)]
    public void Paths_of_many_queries_share_about_as_much_as_expected(string name, int logBlowup)
    {
        (int actual, double expected) = Sizes(name, logBlowup, queries: 24);
        Assert.InRange(actual / expected, 0.93, 1.07);
    }

    private static (int Actual, double Expected) Sizes(string name, int logBlowup, int queries)
    {
        ProofParameters parameters = TestParameters.Quick(logBlowup);
        parameters = parameters with { Fri = parameters.Fri with { QueryCount = queries }, FloorBits = 0 };
        ExampleStatement statement = name == "narrow"
            ? NarrowExample.Create(parameters).Statement
            : ExampleStatement.Create(name, parameters, logHeight: 8);
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        int[] logHeights = [.. statement.Traces.Select(trace => EvaluationDomain.LogOf(trace.RowCount))];
        return (StarkProofFormat.Write(key, proof).Length, ExpectedProofSize.Of(statement.Program, logHeights).Total);
    }
}
