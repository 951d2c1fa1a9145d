using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Tests.Fri;

public sealed class OpeningTests
{
    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void An_honest_opening_of_matrices_of_several_heights_is_accepted(HashFunction hash)
    {
        FriParameters parameters = OpeningScenario.SmallParameters with { Hash = hash };
        OpeningScenario scenario = OpeningScenario.Prove(parameters, [(6, 5), (4, 9), (6, 3), (0, 2), (3, 1)]);
        Assert.Null(scenario.Verify());
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 3, 2)]
    [InlineData(1, 4, 2)]
    [InlineData(3, 4, 9)]
    public void An_honest_opening_is_accepted_for_each_blow_up_arity_and_final_length(int logBlowup, int maxLogArity, int logFinalLength)
    {
        FriParameters parameters = OpeningScenario.SmallParameters with
        {
            LogBlowup = logBlowup,
            MaxLogArity = maxLogArity,
            LogFinalLength = logFinalLength,
        };
        OpeningScenario scenario = OpeningScenario.Prove(parameters, [(8, 3), (5, 2)]);
        Assert.Null(scenario.Verify());
    }
}
