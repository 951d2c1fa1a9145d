using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>For each check of the verifier a forgery that only it refuses, or why there is none.</summary>
internal static class CheckForgeries
{
    private const int Work = 4;

    private static readonly Place FibonacciMain = new(0, 0, 0), FibonacciQuotient = new(1, 0, 0);

    /// <summary>By name: the failure of the check, and the forgery. Attempts differ; most forgeries need but the first.</summary>
    public static readonly Dictionary<string, (Predicate<ProofFailure> IsCheck, Func<int, Forged> Forge)> All = new()
    {
        // A value that no constraint speaks of is part of the statement.
        ["public value count"] = (failure => failure is PublicValueCountMismatch, _ => Forge(ExampleStatement.Create("fibonacci", FalseStatements.Parameters()), s =>
            new(s.Program, s.Preprocessed, s.Traces, [.. s.PublicValues, 42], null))),

        // The statement has a table more than the program.
        ["table count"] = (failure => failure is TableCountMismatch, _ => Forge(ExampleStatement.Create("fibonacci", FalseStatements.Parameters()), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null) { LogHeights = [4, 4] })),

        // Sixteen rows for a program that allows eight.
        ["table height"] = (failure => failure is TableHeightOutOfRange, _ => Forge(ExampleStatement.Create("fibonacci", FalseStatements.Parameters()), s =>
            new(new("short", FalseStatements.Parameters(), new ProgramTable(Table.Of(new FibonacciAir())) { MaxLogHeight = 3 }), s.Preprocessed, s.Traces, s.PublicValues, null))),

        // p copies of a message that nobody receives add up to nothing.
        ["multiplicity bound"] = (failure => failure is MultiplicityOverflow, _ => Forge(FalseStatements.Hoard())),

        // One query: a final polynomial that agrees with half of a bad codeword is found out every other time.
        ["soundness floor"] = (failure => failure is SoundnessBelowFloor, attempt =>
            FalseValues(attempt, parameters: FalseStatements.Parameters(queries: 1) with { FloorBits = 100 })),

        // The third sum stands for no table.
        ["bus sum count"] = (failure => failure is BusSumCountMismatch, _ => Forge(FalseStatements.WideLimb(), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null) { AddsBalancingSum = true })),

        ["bus total"] = (failure => failure is BusesUnbalanced, _ => Forge(FalseStatements.WideLimb())),

        // The statement's own messages are all that binds its public values.
        ["bus total with public messages"] = (failure => failure is BusesUnbalanced, _ => Forge(FalseStatements.AskedPowers())),

        ["constraints"] = (failure => failure is ConstraintsUnsatisfied, _ => Forge(FalseStatements.Fibonacci())),

        // A main value 2 at ζ, which no column has, is weighed like the next matrix's first value there: the quotient's. So
        // that one can be moved, and this one takes it back.
        ["opened value count"] = (failure => failure is OpenedValueCountMismatch, _ => Forge(FalseStatements.Fibonacci(), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null) { Opening = Smuggle })),

        // With a coefficient for each element, any codeword is the polynomial's.
        ["final polynomial length"] = (failure => failure is FinalPolynomialLengthMismatch, _ => FalseValues(0, sendsLongFinal: true)),

        // The final polynomial agrees with half of the codeword, so that many queries leave nothing to luck.
        ["final value"] = (failure => failure is FinalValueMismatch, _ => FalseValues(0, FalseStatements.Parameters(queries: 16))),

        // The matrix is chosen after ζ, such that the constraints hold there.
        ["rows of preprocessed columns"] = (IsTree("round 0"), _ => Forge(FalseStatements.WideLimb(), s =>
            new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null) { PretendsBalance = true, Repair = (new(0, 0, 0), 1) })),
        ["rows of main columns"] = (IsTree("round 0"), _ => Forge(FalseStatements.Fibonacci(), s => Repairing(s, FibonacciMain))),
        ["rows of auxiliary columns"] = (IsTree("round 2"), _ => Forge(FalseStatements.RangeCheckSum(), s => Repairing(s, new(2, 0, 0)))),
        ["rows of quotients"] = (IsTree("round 1"), _ => Forge(FalseStatements.Fibonacci(), s => Repairing(s, FibonacciQuotient))),

        // The coefficients are chosen after the queries, such that all folds to zero. (A leaf queried twice leaves none free.)
        ["leaves of layer 0"] = (IsTree("layer 0"), _ => FalseValues(0, FalseStatements.Parameters(queries: 2), freeLayer: 0)),
        ["leaves of layer 1"] = (IsTree("layer 1"), _ => FalseValues(0, FalseStatements.Parameters(queries: 2), freeLayer: 1)),

        // A polynomial of low degree through the first element of each leaf, all elements being queried.
        ["values of a leaf"] = (failure => failure is LeafValueMismatch, _ => FalseValues(0, FalseStatements.Parameters(queries: 512), fitsFirstOfLeaves: true)),

        // As at the soundness floor; and an attempt costs nothing where there is no work.
        ["work before batching"] = WorkAt(OpeningTranscript.BatchingSite),
        ["work before folding"] = WorkAt(OpeningTranscript.FoldingSite(0)),
        ["work before queries"] = WorkAt(OpeningTranscript.QuerySite),
    };

    /// <summary>Checks whose absence lets no false statement pass, each with the reason.</summary>
    public static readonly Dictionary<Type, string> Implied = new()
    {
        [typeof(MalformedProof)] = "Bytes that are no proof give the checks nothing to read; that one proof has one encoding is for caches, not for truth.",
        [typeof(HeightOutOfRange)] = "A bound on memory. Up to 2^32 points the account covers such heights too; beyond, there is no root of unity and arithmetic stops.",
        [typeof(PublicMessageUndefined)] = "A public message has fingerprint zero by the challenges' luck alone, which the bus term counts. The check guards a division.",
        [typeof(PointInsideDomain)] = "Points come from ζ, which lies in the base field once in 2^128 proofs: luck that the out-of-domain term counts. The check guards a division.",
        [typeof(AuxiliaryCommitmentMismatch)] =
            "Without it, the rounds move up by one: where the commitment is missing, the quotient's values are not there to be read; where it is too many, it is opened as the quotient although absorbed before α.",
        [typeof(CapSizeMismatch)] = "Nodes that are too many are absorbed and never compared with; one that is missing is read beyond the list's end. Checked twice.",
        [typeof(DigestNotCanonical)] = "Such a digest equals none that is computed, and Poseidon2's transcript cannot absorb it.",
        [typeof(LayerCountMismatch)] = "A layer beyond the schedule is looked up beyond the schedule's end, one that is missing beyond the list's: an exception, not a verdict.",
        [typeof(NonceCountMismatch)] = "What is too many is not read; what is missing is read beyond the list's end.",
        [typeof(RowOpeningCountMismatch)] = "Likewise.",
        [typeof(OpenedHeightsMismatch)] = "Likewise.",
        [typeof(OpenedRowsMismatch)] = "Likewise for rows that are too many; too few would be read beyond the buffer's end, so it guards memory.",
        [typeof(SiblingCountMismatch)] = "Likewise.",
        [typeof(CoefficientCountMismatch)] = "Likewise.",
    };

    public static ProofFailure? Verify(Forged forged, Predicate<ProofFailure>? overlooks = null) =>
        new StarkVerifier(forged.Key) { Overlooks = overlooks ?? (_ => false) }.Verify(forged.PublicValues, forged.Proof);

    private static Predicate<ProofFailure> IsTree(string tree) => failure => failure is MerkleRootMismatch mismatch && mismatch.Tree == tree;

    private static (Predicate<ProofFailure>, Func<int, Forged>) WorkAt(string site) => (
        failure => failure is WorkMissing missing && missing.Site == site,
        attempt => FalseValues(attempt, parameters: FalseStatements.Parameters(queries: 1, work: Work), idleSite: site));

    private static Forger Repairing(ExampleStatement statement, Place place) =>
        new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, null) { Repair = (place, 0) };

    private static Forged Forge(ExampleStatement statement, Func<ExampleStatement, Forger>? forger = null) => Forged.By(
        forger?.Invoke(statement) ?? new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, null));

    /// <summary>Claims a value of the quotient that fits the constraints, and then cheats in the opening.</summary>
    private static Forged FalseValues(
        int attempt,
        ProofParameters? parameters = null,
        bool sendsLongFinal = false,
        int? freeLayer = null,
        bool fitsFirstOfLeaves = false,
        string? idleSite = null) =>
        Forge(FalseStatements.Fibonacci(parameters), s => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null)
        {
            Opening = forger => new(s.Program.Parameters.Fri, forger.Rounds, Fitting(forger, attempt))
            {
                SendsLongFinal = sendsLongFinal,
                FreeLayer = freeLayer,
                FitsFirstOfLeaves = fitsFirstOfLeaves,
                Grinder = new(idleSite),
            },
        });

    /// <summary>Values with which the constraints hold; another <paramref name="attempt"/>, other values.</summary>
    internal static OpenedValues Fitting(Forger forger, int attempt = 0)
    {
        OpenedValues values = forger.Shift(forger.Truth, FibonacciMain, new Goldilocks((ulong)attempt));
        GoldilocksCubic step = forger.Solve(values, (v, d) => forger.Shift(v, FibonacciQuotient, d), 0);
        return forger.Shift(values, FibonacciQuotient, step);
    }

    private static ForgedOpening Smuggle(Forger forger)
    {
        OpenedValues claims = Fitting(forger);
        GoldilocksCubic moved = claims[1, 0, 0][0] - forger.Truth[1, 0, 0][0];
        claims = Forger.Change(claims, 0, 0, (point, values) => point == 0 ? [.. values, -moved] : values);
        return new(forger.Key.Program.Parameters.Fri, forger.Rounds, claims) { CodewordValues = forger.Truth };
    }
}
