using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>
/// Each check of the verifier and each absorb of the transcript left out in turn: a false statement then passes, which the
/// real verifier refuses. <see cref="Forging.ConstraintDeletionTests"/> does the same for constraints.
/// </summary>
public sealed class MutationTests
{
    /// <summary>Forgeries that need luck succeed every other time.</summary>
    private const int MaxAttempts = 64;

    public static TheoryData<string> Checks => [.. CheckForgeries.All.Keys];

    public static TheoryData<string> Absorbs => [.. AbsorbForgeries.All.Keys];

    [Theory]
    [MemberData(nameof(Checks))]
    [Trait("Plan", "V16")]
    public void A_forgery_passes_without_its_check_and_fails_exactly_that_check(string check)
    {
        (Predicate<ProofFailure> isCheck, Func<int, Forged> forge) = CheckForgeries.All[check];
        List<string> refusals = [];
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Forged forged = forge(attempt);
            ProofFailure? real = CheckForgeries.Verify(forged);
            ProofFailure? weakened = CheckForgeries.Verify(forged, isCheck);
            if (real is not null && isCheck(real) && weakened is null)
            {
                return;
            }

            refusals.Add($"{real} / {weakened}");
        }

        Assert.Fail($"No forgery in {MaxAttempts} attempts:\n{string.Join('\n', refusals.Distinct().Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Absorbs))]
    [Trait("Plan", "V12")]
    public void A_forgery_passes_where_an_absorb_is_left_out_and_fails_where_it_is_not(string label)
    {
        Forged forged = AbsorbForgeries.All[label](label);
        Assert.Null(AbsorbForgeries.Verify(forged, label));
        Assert.NotNull(AbsorbForgeries.Verify(forged, null));

        // The same trick against a transcript that absorbs.
        Assert.NotNull(AbsorbForgeries.Verify(AbsorbForgeries.All[label](null), null));
    }

    [Fact]
    public void Every_check_has_a_forgery_or_a_reason_why_there_is_none()
    {
        IEnumerable<Type> failures = typeof(ProofFailure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ProofFailure)));
        IEnumerable<Type> forged = CheckForgeries.All.Values.Select(entry => CheckForgeries.Verify(entry.Forge(0))!.GetType());
        Assert.Equal(
            failures.Select(type => type.Name).Order(),
            forged.Concat(CheckForgeries.Implied.Keys).Select(type => type.Name).Distinct().Order());
    }

    [Fact]
    public void Every_absorb_has_a_forgery_or_a_reason_why_there_is_none()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        Transcript sponge = Transcript.Create(key.Program.Parameters.Fri.Hash);
        sponge.StartLog();
        Assert.Null(new StarkVerifier(key).Verify(statement.PublicValues, proof, sponge));

        // Folding rounds are numbered, and differ in nothing else.
        IEnumerable<string> labels = sponge.Log.Where(step => step.Action == TranscriptAction.Absorb)
            .Select(step => step.Label.StartsWith("folding ", StringComparison.Ordinal) ? "folding" : step.Label);
        Assert.Equal(labels.Distinct().Order(), AbsorbForgeries.All.Keys.Concat(AbsorbForgeries.Implied.Keys).Order());
    }
}
