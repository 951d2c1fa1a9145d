using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Forging;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.Proving;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Both verifiers, one on proofs good and bad: they agree on the verdict, and on the step that fails.</summary>
public sealed class PlainVerifierTests
{
    private const int MutantsPerProof = 25;

    [Theory]
    [InlineData(8, 0x020cf04a1b214d14, 0x84e14aaaeacaed25)]
    [InlineData(12, 0xf292ab67c0f14b03, 0x0a32f1b37656544c)]
    public void The_permutations_begin_as_the_specification_says(int width, ulong first, ulong second)
    {
        PlainPoseidon2 poseidon2 = width == 8 ? PlainPoseidon2.Width8 : PlainPoseidon2.Width12;
        Assert.Equal([first, second], poseidon2.Permute(Enumerable.Range(0, width).Select(i => (ulong)i))[..2]);
    }

    public static TheoryData<string, HashFunction, int, int> Proofs()
    {
        TheoryData<string, HashFunction, int, int> data = [];
        foreach (string example in ExampleStatement.Names)
        {
            foreach (HashFunction hash in Enum.GetValues<HashFunction>())
            {
                data.Add(example, hash, 1, 4);
                data.Add(example, hash, 3, 3);
            }

            data.Add(example, HashFunction.Poseidon2, 1, 0);
            data.Add(example, HashFunction.Poseidon2, 1, 6);
        }

        // Both tables of one height: they share their points.
        data.Add("range-check", HashFunction.Poseidon2, 1, 5);
        return data;
    }

    [Theory]
    [MemberData(nameof(Proofs))]
    public void A_proof_of_each_example_is_accepted_by_both(string example, HashFunction hash, int logBlowup, int logHeight) =>
        Assert.Equal(PlainVerdict.Accepted, TwoVerifiers.Of(example, TestParameters.Quick(logBlowup, hash), logHeight).Judge());

    public static TheoryData<string, HashFunction> ExamplesAndHashes()
    {
        TheoryData<string, HashFunction> data = [];
        foreach (string example in ExampleStatement.Names)
        {
            foreach (HashFunction hash in Enum.GetValues<HashFunction>())
            {
                data.Add(example, hash);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ExamplesAndHashes))]
    public void Mutated_proofs_fail_the_same_step_of_both(string example, HashFunction hash)
    {
        // Without work, a changed transcript gets as far as the opened rows.
        ProofParameters parameters = TestParameters.Quick(hash: hash);
        ProofParameters workless = parameters with { Fri = parameters.Fri with { QueryCount = 2, QueryGrindingBits = 0, CommitGrindingBits = 0 }, FloorBits = 0 };
        HashSet<PlainVerdict> seen = [];
        foreach (TwoVerifiers proven in (TwoVerifiers[])[TwoVerifiers.Of(example, parameters, 4), TwoVerifiers.Of(example, workless, 4)])
        {
            byte[] other = TwoVerifiers.Of(example, parameters, 3).Bytes;
            Random random = new(20240607);
            for (int i = 0; i < MutantsPerProof; i++)
            {
                Mutant mutant = Mutant.Draw(random, proven.PublicValues, proven.Bytes, other);
                PlainVerdict verdict = proven.Judge(mutant.PublicValues, mutant.Bytes, $"mutant {i}, {mutant.What}");
                seen.Add(verdict);
                bool isUnchanged = mutant.Bytes.AsSpan().SequenceEqual(proven.Bytes) && mutant.PublicValues == proven.PublicValues;
                Assert.True(isUnchanged || verdict != PlainVerdict.Accepted, $"mutant {i}, {mutant.What}, was accepted by both");
            }
        }

        // So that agreement says something about every part of the way.
        Assert.Superset(new HashSet<PlainVerdict> { PlainVerdict.Format, PlainVerdict.Work, PlainVerdict.Opening }, seen);
    }

    [Theory]
    [InlineData("fibonacci", 0, 2)]
    [InlineData("poseidon2-8", 0, 100)]
    [InlineData("poseidon2-12", 0, 200)]
    [InlineData("range-check", 0, 1)]
    [InlineData("fifth-power", 0, 3)]
    [InlineData("fifth-power", 1, 1)]
    [InlineData("asked-powers", 0, 0)]
    [InlineData("asked-powers", 1, 1)]
    public void Proofs_of_traces_that_break_a_constraint_fail_it_in_both(string example, int table, int constraint) =>
        Assert.Equal(PlainVerdict.Constraints, TwoVerifiers.Of(example, Forgery.Create(example, table, constraint)).Judge());

    [Theory]
    [InlineData("range-check")]
    [InlineData("fifth-power")]
    [InlineData("asked-powers")]
    public void Proofs_of_traces_that_send_what_nobody_receives_fail_the_sums_in_both(string example)
    {
        ExampleStatement statement = ExampleStatement.Create(example, TestParameters.Quick());
        statement.Traces[^1][1, 0] += Goldilocks.One;
        Assert.Equal(PlainVerdict.Buses, TwoVerifiers.Of(example, statement).Judge());
    }

    [Fact]
    public void Leaves_that_fit_only_the_first_of_the_queries_they_meet_fail_in_both() =>
        Assert.Equal(PlainVerdict.Opening, TwoVerifiers.Of("fibonacci", CheckForgeries.All["values of a leaf"].Forge(0)).Judge());

    [Fact]
    public void A_public_value_too_few_is_another_statement_for_both()
    {
        TwoVerifiers proven = TwoVerifiers.Of("fibonacci", TestParameters.Quick(), 3);
        Assert.Equal(PlainVerdict.Statement, proven.Judge(proven.PublicValues[1..], proven.Bytes, "a public value less"));
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void A_question_that_no_row_answers_fails_the_sums_in_both(HashFunction hash)
    {
        ExampleStatement statement = ExampleStatement.Create("asked-powers", TestParameters.Quick(hash: hash));
        statement.PublicValues[3] += Goldilocks.One;
        Assert.Equal(PlainVerdict.Buses, TwoVerifiers.Of("asked-powers", statement).Judge());
    }
}
