using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

public sealed class NarrowForgeryTests
{
    public static TheoryData<string> Names => [.. NarrowForgery.Constraints.Select(constraint => constraint.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Plan", "V21")]
    public void Each_constraint_has_a_trace_that_breaks_only_it(string name)
    {
        foreach (int constraint in ConstraintsOf(name))
        {
            IReadOnlyList<TraceFault> faults = NarrowForgery.Create(constraint).Faults();
            Assert.All(faults, fault => Assert.IsType<UnsatisfiedConstraint>(fault));
            Assert.Equal([constraint], faults.Cast<UnsatisfiedConstraint>().Select(fault => fault.Fault.Constraint).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Plan", "V16")]
    public void A_forged_trace_passes_without_its_constraint_and_fails_with_it(string name)
    {
        // One of each name: a proof takes a hundred times as long as a look at each row.
        int constraint = ConstraintsOf(name).First();
        using ProvingKey key = NarrowForgery.Create(constraint).Statement.CreateKey(Workers.All);
        StarkProof proof = new StarkProver(key, Workers.All).Prove(NarrowForgery.Create(constraint).Statement.Traces, []);
        Assert.IsType<ConstraintsUnsatisfied>(new StarkVerifier(key.VerifyingKey).Verify([], proof));

        NarrowCircuit forged = NarrowForgery.Create(constraint);
        using ProvingKey weakKey = ProvingKey.Create(NarrowForgery.Weaken(forged.Statement.Program, constraint), Workers.All, forged.Statement.Preprocessed);
        StarkProof weakProof = new StarkProver(weakKey, Workers.All).Prove(forged.Statement.Traces, []);
        Assert.Null(new StarkVerifier(weakKey.VerifyingKey).Verify([], weakProof));
    }

    private static IEnumerable<int> ConstraintsOf(string name) =>
        Enumerable.Range(0, NarrowForgery.Constraints.Count).Where(constraint => NarrowForgery.Constraints[constraint].Name == name);
}
