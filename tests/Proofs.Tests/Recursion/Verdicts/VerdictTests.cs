using Rollup.Proofs.Tests.PlainVerifier;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Verdicts;

/// <summary>All verifiers on the same proofs: whoever can be shown a proof comes to the same verdict, at the same step.</summary>
public sealed class VerdictTests
{
    /// <summary>A hundred thousand changed proofs.</summary>
    private const int CampaignScale = 512;

    public static TheoryData<string> Sets => [.. ProofSets.All.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("Plan", "V14")]
    public void Verifiers_come_to_the_same_verdict_on(string set)
    {
        ProofSet proofs = ProofSets.All.Single(candidate => candidate.Name == set);
        Assert.InRange(JudgeAll(proofs, scale: 1), proofs.LeastCount, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait("Plan", "V14")]
    [Trait("Campaign", "verifiers")]
    public void Verifiers_come_to_the_same_verdict_on_many(string set) =>
        JudgeAll(ProofSets.All.Single(candidate => candidate.Name == set), CampaignScale);

    [Fact]
    public void The_sets_have_more_than_two_hundred_proofs_that_native_plain_and_circuit_see()
    {
        const Verifiers all = Verifiers.Native | Verifiers.Plain | Verifiers.Circuit;
        Assert.InRange(ProofSets.All.Where(set => ((set.Always | set.Sometimes) & all) == all).Sum(set => set.LeastCount), 200, int.MaxValue);
    }

    private static int JudgeAll(ProofSet set, int scale)
    {
        int count = 0;
        Verifiers seen = Verifiers.None;
        HashSet<PlainVerdict> verdicts = [];
        foreach (JudgedProof proof in set.Proofs(scale))
        {
            string what = $"proof {count++}, {proof.Verifiers.Key.Program.Name}, {proof.What}";
            (PlainVerdict verdict, Verifiers by) = proof.Verifiers.Judge(proof.PublicValues, proof.Bytes, what, set.Always.HasFlag(Verifiers.Trace));
            if (proof.StoredFailure is { } stored)
            {
                ProofFailure? failure = new StarkVerifier(proof.Verifiers.Key).Verify(proof.PublicValues, proof.Bytes);
                Assert.True(stored == failure?.GetType().Name, $"{what}: the contract says {stored}, the verifier {failure}");
                by |= Verifiers.Contract;
            }

            Assert.True(by.HasFlag(set.Always) && (set.Always | set.Sometimes).HasFlag(by), $"{what} was seen by {by}");
            Assert.True(verdict != PlainVerdict.Accepted || IsRight(proof), $"{what}, was accepted by all");
            seen |= by;
            verdicts.Add(verdict);
        }

        Assert.Equal(set.Always | set.Sometimes, seen);
        Assert.Superset(set.Reaches.ToHashSet(), verdicts);
        return count;
    }

    private static bool IsRight(JudgedProof proof) =>
        proof.Bytes.AsSpan().SequenceEqual(proof.Verifiers.Bytes) && proof.PublicValues.AsSpan().SequenceEqual(proof.Verifiers.PublicValues);
}
