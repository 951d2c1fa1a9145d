using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Recursion.Tables;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>The narrow machine.</summary>
public sealed class NarrowTests : MachineTests
{
    [Fact]
    public void Rows_of_every_kind_satisfy_the_constraints() => Assert.Empty(NarrowExample.Create().Faults());

    [Theory]
    [InlineData(3, HashFunction.Poseidon2)]
    [InlineData(8, HashFunction.Keccak256)]
    public void Rows_of_every_kind_are_proven_and_verified(int logBlowup, HashFunction hash)
    {
        ExampleStatement statement = NarrowExample.Create(TestParameters.Quick(logBlowup, hash)).Statement;
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        Assert.Null(new StarkVerifier(key).Verify([], proof));
    }

    private protected override ILaidOutCircuit LayOut(TestCircuit circuit) => new NarrowCircuit(circuit);
}
