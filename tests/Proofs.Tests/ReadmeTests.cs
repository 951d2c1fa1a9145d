using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_walk_from_a_trace_to_a_proof_works_as_written()
    {
        StarkProgram program = new(
            "range-check",
            StandardParameters.Blowup2,
            new ProgramTable(Table.Of(new LimbsAir())),
            ProgramTable.OfHeight(Table.Of(new RangeTableAir()), logHeight: 16));
        using ProvingKey key = ProvingKey.Create(program, Workers.All, null, RangeCheckTraceGenerator.Table());

        (NativeMatrix limbs, NativeMatrix multiplicities, Goldilocks[] publicValues) = RangeCheckTraceGenerator.Generate(logHeight: 4, [7, 70_000]);
        StarkProof proof = new StarkProver(key, Workers.All).Prove([limbs, multiplicities], publicValues);
        byte[] bytes = StarkProofFormat.Write(key.VerifyingKey, proof);

        ProofFailure? failure = new StarkVerifier(key.VerifyingKey).Verify(publicValues, bytes);

        Assert.Null(failure);
        Assert.Equal(70_007UL, publicValues[0].Value);
    }
}
