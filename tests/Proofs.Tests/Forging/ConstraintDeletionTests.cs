using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Forging;

public sealed class ConstraintDeletionTests
{
    public static TheoryData<string, int, int> All
    {
        get
        {
            TheoryData<string, int, int> data = [];
            foreach ((string example, int table, int count) in Forgery.Tables())
            {
                for (int constraint = 0; constraint < count; constraint++)
                {
                    data.Add(example, table, constraint);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Plan", "V21")]
    public void Each_constraint_has_a_trace_that_breaks_only_it(string example, int table, int constraint)
    {
        ExampleStatement forged = Forgery.Create(example, table, constraint);
        IEnumerable<TraceFault> faults = TraceChecker.Check(forged.Program, forged.Preprocessed, forged.Traces, forged.PublicValues);

        // That a multiplicity is out of bound is what the broken constraint would have prevented.
        UnsatisfiedConstraint[] broken = [.. faults.Where(fault => fault is not MultiplicityOutOfBound).Cast<UnsatisfiedConstraint>()];
        Assert.Equal([(table, constraint)], broken.Select(fault => (fault.Index, fault.Fault.Constraint)).Distinct());
    }

    /// <summary>All but most S-boxes of the batch: they are those of the chains, each of which is proven here.</summary>
    public static TheoryData<string, int, int> Proven
    {
        get
        {
            TheoryData<string, int, int> data = [];
            foreach ((string example, int table, int count) in Forgery.Tables())
            {
                int sboxes = (example, table) switch
                {
                    ("entry-batch", 0) => WrongSbox.ConstraintCount<Width8>(),
                    ("entry-batch", 1) => WrongSbox.ConstraintCount<Width12>(),
                    _ => 0,
                };
                foreach (int constraint in Enumerable.Range(0, count).Where(constraint => constraint >= sboxes || constraint % 25 == 0))
                {
                    data.Add(example, table, constraint);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Proven))]
    [Trait("Plan", "V16")]
    public void A_forged_trace_passes_without_its_constraint_and_fails_with_it(string example, int table, int constraint)
    {
        ExampleStatement forged = Forgery.Create(example, table, constraint);
        (VerifyingKey key, StarkProof proof) = forged.Prove();
        ConstraintsUnsatisfied failure = Assert.IsType<ConstraintsUnsatisfied>(new StarkVerifier(key).Verify(forged.PublicValues, proof));
        Assert.Equal(table, failure.Index);

        ExampleStatement again = Forgery.Create(example, table, constraint);
        StarkProgram weak = Forgery.Weaken(again.Program, table, constraint);
        using ProvingKey weakKey = ProvingKey.Create(weak, Workers.All, again.Preprocessed);
        StarkProof weakProof = new StarkProver(weakKey, Workers.All).Prove(again.Traces, again.PublicValues);
        Assert.Null(new StarkVerifier(weakKey.VerifyingKey).Verify(again.PublicValues, weakProof));
    }
}
