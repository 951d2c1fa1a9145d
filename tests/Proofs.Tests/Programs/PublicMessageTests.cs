using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Transcripts;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Programs;

/// <summary>The statement asks two questions, which the table of asked powers must answer.</summary>
public sealed class PublicMessageTests
{
    private static readonly ProofParameters Quick = TestParameters.Quick();
    private static readonly ImmutableArray<ProgramTable> Tables = [new(Table.Of(new AskedPowerAir())), new(Table.Of(new ProductAir()))];
    private static readonly PublicMessage First = Question(0, 1), Second = Question(2, 3);

    [Fact]
    public void A_statement_whose_questions_are_answered_is_accepted() => Assert.Null(Verify(Ask(First, Second)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_question_with_another_public_value_unbalances_the_buses(int index) =>
        AssertUnbalanced(Ask(First, Second), values => values[index] += Goldilocks.One);

    [Fact]
    public void A_question_with_another_constant_unbalances_the_buses() =>
        AssertUnbalanced(Ask(First, Question(2, 3, exponent: 7)));

    [Fact]
    public void A_question_with_its_elements_exchanged_unbalances_the_buses() => AssertUnbalanced(Ask(First, Question(3, 2)));

    [Fact]
    public void A_question_that_is_asked_twice_and_answered_once_unbalances_the_buses() => AssertUnbalanced(Ask(First, Second, Second));

    [Fact]
    public void An_answer_to_no_question_unbalances_the_buses() => AssertUnbalanced(Ask(First), publicCount: 2);

    [Fact]
    public void A_question_on_another_bus_unbalances_the_buses() =>
        AssertUnbalanced(Ask(First, Second with { Bus = ProductBus.Product }));

    [Fact]
    public void A_proof_made_for_other_questions_is_refused()
    {
        // Prover and verifier disagree about the program alone, and all else is as it should be.
        ExampleStatement statement = Ask(First, Second);
        (VerifyingKey _, StarkProof proof) = statement.Prove();
        StarkProgram other = Ask(Second, First).Program;
        Assert.NotNull(new StarkVerifier(new(other, null)).Verify(statement.PublicValues, proof));
    }

    [Fact]
    public void A_question_whose_fingerprint_is_zero_is_refused()
    {
        ExampleStatement statement = Ask(First, Second);
        (VerifyingKey key, StarkProof proof) = statement.Prove();

        // D = a + 3 + b·5 + b²·x + b³·y, the second question's.
        GoldilocksCubic b = new(4, 5, 6);
        GoldilocksCubic rest = b * new Goldilocks(5) + b * b * statement.PublicValues[2] + b * b * b * statement.PublicValues[3];
        ScriptedTranscript script = new([-(rest + new Goldilocks(QuestionBus.Question.Id)), b]);
        Assert.Equal(new PublicMessageUndefined(1), new StarkVerifier(key).Verify(statement.PublicValues, proof, script));
    }

    [Fact]
    public void The_program_hash_covers_the_bus_and_every_element_of_a_question_and_their_order()
    {
        StarkProgram[] programs =
        [
            Ask(First, Second).Program,
            Ask(Second, First).Program,
            Ask(First, Second, Second).Program,
            Ask(First, Question(3, 2)).Program,
            Ask(First, Question(2, 3, exponent: 6)).Program,
            Ask(First, Second with { Bus = ProductBus.Product }).Program,

            // The constant 5 and the public value 5 differ.
            Ask(First, Second, Question(4, 5)).Program,
            Ask(First, Second, Question(4, 5) with { Elements = [PublicElement.PublicValue(5), PublicElement.PublicValue(4), PublicElement.PublicValue(5)] }).Program,
        ];
        Assert.Equal(programs.Length, programs.Select(program => new VerifyingKey(program, null).ProgramHash).Distinct().Count());
    }

    [Fact]
    public void Questions_bind_public_values_and_count_in_multiplicity_and_soundness()
    {
        StarkProgram program = Ask(First, Second).Program;
        Assert.Equal(4, program.PublicCount);

        // Four messages of bound 1 on eight rows, one on 32, and two questions.
        Assert.Equal((UInt128)(4 * 8 + 32 + 2), program.MultiplicityBound([3, 5]));
        Assert.Equal((4 * 8 + 32 + 2) * (3 + 2), program.SoundnessShapeOf([3, 5]).BusWeight);
    }

    [Fact]
    public void A_public_value_between_those_of_questions_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Ask(First, Question(2, 4)));
        Assert.Contains("Public value 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_on_a_bus_that_no_table_listens_to_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Ask(First with { Bus = new(9, "nowhere", 3) }));

        // Nor may it be taken for another bus of the same id.
        Assert.Throws<ArgumentException>(() => Ask(First with { Bus = QuestionBus.Question with { Width = 2 } }));
    }

    [Fact]
    public void A_question_of_another_width_than_its_bus_is_refused() =>
        Assert.Throws<ArgumentException>(() => Ask(First with { Elements = First.Elements[..2] }));

    [Fact]
    public void A_negative_index_is_refused() => Assert.Throws<ArgumentException>(() => Ask(Question(-1, 0)));

    [Fact]
    public void A_question_that_no_row_answers_is_reported_by_the_trace_checker()
    {
        ExampleStatement statement = Ask(First, Second);
        statement.PublicValues[1] += Goldilocks.One;
        TraceFault[] faults = [.. TraceChecker.Check(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues)];
        Assert.Equal(
            [(Goldilocks.One, statement.PublicValues[1]), (-Goldilocks.One, statement.PublicValues[1] - Goldilocks.One)],
            faults.Cast<UnbalancedMessage>().Select(fault => (fault.Balance, fault.Elements[2])));
    }

    private static PublicMessage Question(int x, int power, ulong exponent = AskedPowerAir.Exponent) => PublicMessage.On(
        QuestionBus.Question, PublicElement.Of(exponent), PublicElement.PublicValue(x), PublicElement.PublicValue(power));

    /// <summary>The example's traces, which answer <see cref="First"/> and <see cref="Second"/>, in a program with these questions.</summary>
    private static ExampleStatement Ask(params ReadOnlySpan<PublicMessage> questions) =>
        ExampleStatement.Create("asked-powers", Quick) with { Program = new("asked", Quick, Tables, [.. questions]) };

    private static ProofFailure? Verify(ExampleStatement statement)
    {
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        return new StarkVerifier(key).Verify(statement.PublicValues, proof);
    }

    private static void AssertUnbalanced(ExampleStatement statement, Action<Goldilocks[]>? change = null, int? publicCount = null)
    {
        statement = statement with { PublicValues = statement.PublicValues[..(publicCount ?? statement.PublicValues.Length)] };
        change?.Invoke(statement.PublicValues);
        Assert.IsType<BusesUnbalanced>(Verify(statement));
    }
}
