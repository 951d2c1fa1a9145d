using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>Proofs that a dishonest prover made: each is refused by one check, and would pass without it.</summary>
/// <remarks>So the campaign <c>contract-checks</c> takes checks out of the contract one at a time, and shows it these.</remarks>
internal static class ForgedProofs
{
    private const int Attempts = 400;

    private static readonly Place Main = new(0, 0, 0), Quotient = new(1, 0, 0);

    public static IEnumerable<(Splice Splice, string Failure)> Of(ExampleContract contract, VerifyingKey key, byte[] proof) =>
    [
        .. Forgeries(contract.Name).Select(forgery => (
            new Splice(forgery.What, IsPublic: false, 0, proof.Length, First(contract, forgery)), forgery.Failure)),
        .. contract.Name == "Fibonacci" ? Unread(ProofMap.Of(key, proof), proof) : [],
    ];

    private static IEnumerable<Forgery> Forgeries(string name) => name switch
    {
        "Fibonacci" =>
        [
            new("a trace that breaks a constraint", nameof(ConstraintsUnsatisfied), BreakTrace, (s, _) => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null)),
            new("a final polynomial that is not what is left", nameof(FinalValueMismatch), Keep, (s, attempt) => FalseValues(s, attempt)),
            new("leaves that have only their first value", nameof(LeafValueMismatch), Keep, (s, attempt) => FalseValues(s, attempt, firstOfLeaves: true)),
            new("main columns chosen after zeta", nameof(MerkleRootMismatch), BreakTrace, (s, _) => Repairing(s, Main)),
            new("quotients chosen after zeta", nameof(MerkleRootMismatch), BreakTrace, (s, _) => Repairing(s, Quotient)),
            .. ((string[])[OpeningTranscript.BatchingSite, OpeningTranscript.FoldingSite(0), OpeningTranscript.QuerySite])
                .Select(site => new Forgery($"no work before {site}", nameof(WorkMissing), Keep, (s, attempt) => Idle(s, site, (ulong)attempt))),
        ],
        "RangeCheck" =>
        [
            new("a limb that no table has", nameof(BusesUnbalanced), Unbalance, (s, _) => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null)),
            new("sums that pretend to balance", nameof(ConstraintsUnsatisfied), Unbalance, (s, _) => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null) { PretendsBalance = true }),
        ],
        "AskedPowers" =>
        [
            new("an answer to another question", nameof(BusesUnbalanced), s => s.Traces[0][0, 1] += Goldilocks.One, (s, _) => new(s.Program, s.Preprocessed, s.Traces, s.PublicValues, null)),
        ],
        _ => [],
    };

    /// <summary>Items behind those that the queries ask for: nothing reads them, so only the counts refuse them.</summary>
    private static IEnumerable<(Splice Splice, string Failure)> Unread(IReadOnlyList<ProofPart> parts, byte[] proof) =>
        from pair in parts.Zip(parts.Skip(1), (count, list) => (Count: count, List: list))
        where pair.Count.Kind == PartKind.Count
        let item = new byte[pair.List.ItemLength]
        let failure = pair.List.Name.Split(' ')[0] switch
        {
            "rows" => nameof(OpenedRowsMismatch),
            "siblings" => nameof(SiblingCountMismatch),
            _ => nameof(CoefficientCountMismatch),
        }
        select (Spoiled.Counted($"{pair.List.Name}: one more than is read", proof, pair.Count, 1, item, pair.List.Start + pair.List.Length), failure);

    /// <summary>The first attempt that is refused for the reason it was made for, and no other: work and queries leave something to chance.</summary>
    private static byte[] First(ExampleContract contract, Forgery forgery)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            ExampleStatement statement = ContractStatements.Of(contract);
            forgery.Spoil(statement);
            Forged forged = Forged.By(forgery.Forge(statement, attempt));
            ProofFailure? failure = new StarkVerifier(forged.Key).Verify(forged.PublicValues, forged.Proof);
            Assert.NotNull(failure);
            if (failure.GetType().Name == forgery.Failure && PassesWithout(forgery.Failure, forged))
            {
                return StarkProofFormat.Write(forged.Key, forged.Proof);
            }
        }

        throw new InvalidOperationException($"None of {Attempts} attempts at {forgery.What} is refused as {forgery.Failure} and for nothing else.");
    }

    private static bool PassesWithout(string check, Forged forged) =>
        CheckForgeries.Verify(forged, failure => failure.GetType().Name == check) is null;

    /// <summary>Claims values that are not the polynomials', with which the constraints hold.</summary>
    private static Forger FalseValues(ExampleStatement statement, int attempt, bool firstOfLeaves = false) =>
        new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, null)
        {
            Opening = forger => new(statement.Program.Parameters.Fri, forger.Rounds, CheckForgeries.Fitting(forger, attempt))
            {
                FitsFirstOfLeaves = firstOfLeaves,
            },
        };

    /// <summary>All is true but for the work, which would be the price of one more attempt at something that is not.</summary>
    private static Forger Idle(ExampleStatement statement, string site, ulong nonce) =>
        new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, null)
        {
            Opening = forger => new(statement.Program.Parameters.Fri, forger.Rounds, forger.Truth) { Grinder = new(site, nonce) },
        };

    private static Forger Repairing(ExampleStatement statement, Place place) =>
        new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, null) { Repair = (place, 0) };

    private static void Keep(ExampleStatement statement)
    {
    }

    private static void BreakTrace(ExampleStatement statement) => statement.Traces[0][5, 0] += Goldilocks.One;

    private static void Unbalance(ExampleStatement statement) => statement.Traces[^1][1, 0] += Goldilocks.One;

    /// <param name="Spoil">Changes the witness.</param>
    /// <param name="Forge">Proves with it; another attempt, other values.</param>
    private sealed record Forgery(string What, string Failure, Action<ExampleStatement> Spoil, Func<ExampleStatement, int, Forger> Forge);
}
