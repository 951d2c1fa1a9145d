using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Transcripts;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Programs;

public sealed class StarkTranscriptTests
{
    private static readonly ProofParameters Parameters = TestParameters.Quick();
    private static readonly Commitment Main = Cap(1), Auxiliary = Cap(2), Quotient = Cap(3);
    private static readonly ImmutableArray<GoldilocksCubic> Sums = [new(1, 2, 3), new(4, 5, 6)];

    [Fact]
    public void The_steps_are_absorbed_and_sampled_in_the_specified_order()
    {
        Transcript sponge = Transcript.Create(HashFunction.Poseidon2);
        sponge.StartLog();
        _ = Run(sponge, Key(ExamplePrograms.FifthPower(Parameters)), [4, 6], [7, 8]);
        Assert.Equal(
            [
                "Absorb program hash", "Absorb log heights", "Absorb public values",
                "Absorb main commitment", "Sample bus alpha", "Sample bus beta",
                "Absorb auxiliary commitment", "Absorb bus sums", "Sample alpha",
                "Absorb quotient commitment", "Sample zeta",
            ],
            sponge.Log.Select(step => $"{step.Action} {step.Label}"));
    }

    public static TheoryData<string> Changes =>
    [
        "log heights", "public values", "program", "parameters", "main", "auxiliary", "sums", "quotient",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    [Trait("Plan", "V12")]
    public void Whatever_is_absorbed_changes_the_challenges_after_it_and_none_before(string change)
    {
        GoldilocksCubic[] honest = Run();
        GoldilocksCubic[] changed = change switch
        {
            "log heights" => Run(logHeights: [6, 4]),
            "public values" => Run(publicValues: [8, 7]),
            "program" => Run(key: Key(new("other", Parameters, new ProgramTable(Table.Of(new FifthPowerAir())), new ProgramTable(Table.Of(new ProductAir())) { MaxLogHeight = 20 }))),
            "parameters" => Run(key: Key(ExamplePrograms.FifthPower(Parameters with { Fri = Parameters.Fri with { QueryCount = 9 } }))),
            "main" => Run(main: Cap(9)),
            "auxiliary" => Run(auxiliary: Cap(9)),
            "sums" => Run(sums: [Sums[1], Sums[0]]),
            _ => Run(quotient: Cap(9)),
        };

        // bus α and β come after the main commitment, α after the sums, ζ after the quotient.
        int unchanged = change switch
        {
            "auxiliary" or "sums" => 2,
            "quotient" => 3,
            _ => 0,
        };
        for (int i = 0; i < honest.Length; i++)
        {
            Assert.Equal(i < unchanged, honest[i] == changed[i]);
        }
    }

    [Fact]
    public void A_public_value_and_a_height_are_not_interchangeable()
    {
        // The same words in a row, split at another place, are another program's shape.
        Assert.NotEqual(Run(logHeights: [4, 6], publicValues: [7, 8])[0], Run(logHeights: [4, 7], publicValues: [6, 8])[0]);
    }

    [Fact]
    [Trait("Plan", "V13")]
    public void A_proof_whose_out_of_domain_point_lies_in_the_base_field_is_refused()
    {
        ExampleStatement statement = ExampleStatement.Create("fibonacci", Parameters);
        (VerifyingKey key, StarkProof proof) = statement.Prove();

        // The first sample is α, the second ζ.
        ScriptedTranscript script = new([new(1, 2, 3), new(10, 0, 0)]);
        ProofFailure? failure = new StarkVerifier(key).Verify(statement.PublicValues, proof, script);
        Assert.Equal(new GoldilocksCubic(10, 0, 0), Assert.IsType<PointInsideDomain>(failure).Point);
    }

    private static GoldilocksCubic[] Run(
        VerifyingKey? key = null,
        int[]? logHeights = null,
        Goldilocks[]? publicValues = null,
        Commitment? main = null,
        Commitment? auxiliary = null,
        ImmutableArray<GoldilocksCubic>? sums = null,
        Commitment? quotient = null) =>
        Run(
            Transcript.Create(HashFunction.Poseidon2), key ?? Key(ExamplePrograms.FifthPower(Parameters)),
            logHeights ?? [4, 6], publicValues ?? [7, 8], main, auxiliary, sums, quotient);

    private static GoldilocksCubic[] Run(
        Transcript sponge,
        VerifyingKey key,
        int[] logHeights,
        Goldilocks[] publicValues,
        Commitment? main = null,
        Commitment? auxiliary = null,
        ImmutableArray<GoldilocksCubic>? sums = null,
        Commitment? quotient = null)
    {
        StarkTranscript transcript = new(sponge, key);
        transcript.AbsorbStatement(logHeights, publicValues);
        var bus = transcript.AbsorbMain(main ?? Main)!;
        transcript.AbsorbAuxiliary(auxiliary ?? Auxiliary, sums ?? Sums);
        return [bus.Alpha, bus.BetaPowers[0], transcript.SampleAlpha(), transcript.AbsorbQuotient(quotient ?? Quotient)];
    }

    private static VerifyingKey Key(StarkProgram program) => new(program, null);

    private static Commitment Cap(ulong word) => new([new(word, 0, 0, 0)]);
}
