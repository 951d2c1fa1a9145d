using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Proving;

public sealed class ProvingTests
{
    public static TheoryData<string, int> ExamplesAndBlowups()
    {
        TheoryData<string, int> data = [];
        foreach (string name in ExampleStatement.Names)
        {
            foreach (int logBlowup in (int[])[1, 2, 3])
            {
                data.Add(name, logBlowup);
            }
        }

        return data;
    }

    public static TheoryData<string, int> ExamplesAndHeights()
    {
        TheoryData<string, int> data = [];
        foreach (string name in ExampleStatement.Names)
        {
            foreach (int logHeight in (int[])[0, 1, 2, 3, 7])
            {
                data.Add(name, logHeight);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ExamplesAndBlowups))]
    public void An_honest_proof_of_each_example_is_accepted_at_each_blow_up(string name, int logBlowup)
    {
        ExampleStatement statement = ExampleStatement.Create(name, TestParameters.Quick(logBlowup));
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        Assert.Null(new StarkVerifier(key).Verify(statement.PublicValues, proof));
    }

    [Theory]
    [MemberData(nameof(ExamplesAndHeights))]
    [Trait("Plan", "A04")]
    public void Tables_of_any_height_from_one_row_on_are_proven(string name, int logHeight)
    {
        ExampleStatement statement = ExampleStatement.Create(name, TestParameters.Quick(), logHeight);
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        Assert.Null(new StarkVerifier(key).Verify(statement.PublicValues, proof));
    }

    [Fact]
    public void A_proof_with_keccak_trees_is_accepted()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick(hash: HashFunction.Keccak256));
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        Assert.Null(new StarkVerifier(key).Verify(statement.PublicValues, proof));
    }
}
