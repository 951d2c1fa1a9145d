using Rollup.Crypto;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>For each absorb of the transcript a forgery that chooses what was not absorbed after seeing the challenge, or why there is none.</summary>
internal static class AbsorbForgeries
{
    /// <summary>By label; the argument is what prover and verifier leave out, null to play the same trick on the real pair.</summary>
    public static readonly Dictionary<string, Func<string?, Forged>> All = new()
    {
        // The program is written after its proof: factors for which the constraint holds at ζ.
        ["program hash"] = ProgramAfterProof,

        // A wrong quotient, and the public values it is right for at ζ.
        ["public values"] = omitted => Forge(ExampleStatement.Create("fibonacci", FalseStatements.Parameters()), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, omitted) { ChangeQuotient = AddOne, AfterZeta = ChoosePublicValues }),

        // The matrix is chosen after ζ.
        ["main commitment"] = omitted => Forge(FalseStatements.Fibonacci(), s => Repairing(s, new(0, 0, 0), omitted)),
        ["auxiliary commitment"] = omitted => Forge(FalseStatements.RangeCheckSum(), s => Repairing(s, new(2, 0, 0), omitted)),
        ["quotient commitment"] = omitted => Forge(FalseStatements.Fibonacci(), s => Repairing(s, new(1, 0, 0), omitted)),

        // With α known, each table's sum takes up what its constraint is off by, and the two cancel.
        ["bus sums"] = omitted => Forge(FalseStatements.SixAndFourAreFive(), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, omitted) { AfterAlpha = ShiftSums }),

        // With the batching challenge known, two false values weigh as much as the true ones.
        ["opened values"] = omitted => Forge(FalseStatements.Fibonacci(), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, omitted) { Opening = CancelInBatch }),

        // The layer is chosen after the queries.
        ["layer"] = omitted => Forge(FalseStatements.Fibonacci(FalseStatements.Parameters(queries: 2)), s => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, omitted)
        {
            Opening = forger => new(s.Program.Parameters.Fri, forger.Rounds, CheckForgeries.Fitting(forger)) { FreeLayer = 1, CommitsToLayersLast = true },
        }),

        // Eight coefficients go through the values of eight queries, of sixteen that there are.
        ["final polynomial"] = omitted => Forge(FalseStatements.Fibonacci(FalseStatements.Parameters(queries: 8, logFinalLength: 3)), s => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, omitted)
        {
            Opening = forger => new(s.Program.Parameters.Fri, forger.Rounds, CheckForgeries.Fitting(forger)) { ChoosesFinalLast = true },
        }),
    };

    /// <summary>Absorbs whose absence lets no false statement pass, each with the reason.</summary>
    public static readonly Dictionary<string, string> Implied = new()
    {
        ["log heights"] =
            "The trees bind them: leaves and nodes hash differently, so a commitment opens with one set of heights; which table has which of them is a choice among a few.",
        [OpeningTranscript.BatchingSite] = "Without its nonce in the transcript no work can be done at all: honest proofs fail, and forgeries no less.",
        [OpeningTranscript.QuerySite] = "Likewise.",
        ["folding"] = "Likewise.",
    };

    public static ProofFailure? Verify(Forged forged, string? omitted) => new StarkVerifier(forged.Key).Verify(
        forged.PublicValues, forged.Proof, Forger.CreateSponge(forged.Key.Program.Parameters.Fri, omitted));

    private static Forged Forge(ExampleStatement statement, Func<ExampleStatement, Forger> forger) => Forged.By(forger(statement));

    private static Forger Repairing(ExampleStatement statement, Place place, string? omitted) =>
        new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, omitted) { Repair = (place, 0), CommitsToRepair = true };

    private static Forged ProgramAfterProof(string? omitted)
    {
        Forger forger = new(FalseStatements.Powers(null), [null], [FalseStatements.PowersTrace()], [], omitted);
        StarkProof proof = forger.Prove();
        var values = forger.Truth[0, 0, 0];
        GoldilocksCubic factors = LinearSystem.Solve([values[0], values[1], values[2]], -values[3]);
        return new(new(FalseStatements.Powers(factors), null), [], proof);
    }

    private static void AddOne(NativeMatrix quotient)
    {
        for (int row = 0; row < quotient.RowCount; row++)
        {
            quotient[row, 0] += Goldilocks.One;
        }
    }

    private static void ChoosePublicValues(Forger forger)
    {
        GoldilocksCubic before = forger.Residual(0);
        GoldilocksCubic[] effects = new GoldilocksCubic[3];
        for (int i = 0; i < effects.Length; i++)
        {
            forger.PublicValues[i] += Goldilocks.One;
            effects[i] = forger.Residual(0) - before;
            forger.PublicValues[i] -= Goldilocks.One;
        }

        GoldilocksCubic step = LinearSystem.Solve(effects, -before);
        for (int i = 0; i < effects.Length; i++)
        {
            forger.PublicValues[i] += step[i];
        }
    }

    /// <summary>α·(public − 5) + S/N·D = 0: on every row the constraint is off by a constant, and so is the sum's part.</summary>
    private static void ShiftSums(Forger forger)
    {
        GoldilocksCubic fingerprint = forger.Challenges!.Alpha + new Goldilocks(22) + forger.Challenges.BetaPowers[0];
        GoldilocksCubic step = forger.Alpha * new Goldilocks(16) * fingerprint.Inverse();
        forger.Sums = [forger.Sums[0] - step, forger.Sums[1] + step];
    }

    private static ForgedOpening CancelInBatch(Forger forger) => new(forger.Key.Program.Parameters.Fri, forger.Rounds, forger.Truth)
    {
        CodewordValues = forger.Truth,
        ClaimsAfterAlpha = alpha =>
        {
            // Value 0 of the main columns at ζ has weight 1, the quotient's there, after two columns, α².
            OpenedValues Move(OpenedValues values, GoldilocksCubic d)
            {
                OpenedValues moved = Forger.Change(values, 0, 0, (point, v) => point == 0 ? v.SetItem(0, v[0] - d * alpha * alpha) : v);
                return Forger.Change(moved, 1, 0, (_, v) => v.SetItem(0, v[0] + d));
            }

            return Move(forger.Truth, forger.Solve(forger.Truth, Move, 0));
        },
    };
}
