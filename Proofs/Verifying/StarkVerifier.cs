using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Soundness;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Verifying;

/// <summary>Checks proofs of one program. The steps are numbered as in the prover.</summary>
public sealed class StarkVerifier(VerifyingKey key)
{
    private readonly StarkProgram _program = key.Program;
    private readonly MerkleHash _hash = MerkleHash.Of(key.Program.Parameters.Fri.Hash);

    /// <summary>Checks that tables exist which satisfy the program's constraints with these public values.</summary>
    /// <returns>Null when the proof is right, else the check that failed.</returns>
    public ProofFailure? Verify(ReadOnlySpan<Goldilocks> publicValues, StarkProof proof) =>
        Verify(publicValues, proof, Transcript.Create(_program.Parameters.Fri.Hash));

    /// <summary>The same for a proof as bytes.</summary>
    public ProofFailure? Verify(ReadOnlySpan<Goldilocks> publicValues, ReadOnlySpan<byte> bytes) =>
        StarkProofFormat.Read(key, bytes, out StarkProof? proof) ?? Verify(publicValues, proof!);

    /// <summary>For tests: lets a failure pass, as if its check were missing.</summary>
    internal Predicate<ProofFailure> Overlooks { get; init; } = _ => false;

    internal ProofFailure? Verify(ReadOnlySpan<Goldilocks> publicValues, StarkProof proof, Transcript sponge)
    {
        // 1. What is proven, and whether the program takes statements of this shape.
        if (CheckShape(publicValues.Length, proof) is { } refused)
        {
            return refused;
        }

        OpeningLayout layout = new(_program, proof.LogHeights);
        StarkTranscript transcript = new(sponge, key);
        transcript.AbsorbStatement(proof.LogHeights, publicValues);

        // 2. The traces' commitment.
        BusChallenges? challenges = transcript.AbsorbMain(proof.Main);

        // 3. The buses' columns, and whether all that was sent was received.
        if (proof.Auxiliary is not null)
        {
            transcript.AbsorbAuxiliary(proof.Auxiliary, proof.BusSums);
        }

        if (First(CheckBuses(proof.BusSums, challenges, publicValues.ToArray())) is { } unbalanced)
        {
            return unbalanced;
        }

        // 4. The quotients' commitment.
        GoldilocksCubic alpha = transcript.SampleAlpha();
        GoldilocksCubic zeta = transcript.AbsorbQuotient(proof.Quotient);

        // 5. The values at ζ.
        OpeningVerifier openings = new(_program.Parameters.Fri) { Overlooks = Overlooks };
        if (openings.Verify(transcript.Inner, layout.ClaimedRounds(key, proof, zeta), proof.Opening) is { } unopened)
        {
            return unopened;
        }

        // 6. The constraints on these values.
        ConstraintChecker checker = new(_program, layout, proof, zeta, alpha, challenges);
        for (int table = 0; table < _program.Tables.Length; table++)
        {
            if (First([checker.Check(table, _program.PublicValuesOf(table, publicValues))]) is { } unsatisfied)
            {
                return unsatisfied;
            }
        }

        return null;
    }

    /// <summary>The checks before the transcript: statement and form.</summary>
    internal ProofFailure? CheckShape(int publicCount, StarkProof proof) =>
        First(CheckStatement(_program, publicCount, proof.LogHeights)) ?? First(CheckForm(new(_program, proof.LogHeights), proof));

    /// <summary>The first check that failed, in order.</summary>
    private ProofFailure? First(IEnumerable<ProofFailure?> checks) => checks.FirstOrDefault(failure => failure is not null && !Overlooks(failure));

    /// <summary>Whether a program takes statements with so many public values and tables of these heights, and whether they prove enough.</summary>
    internal static IEnumerable<ProofFailure?> CheckStatement(StarkProgram program, int publicCount, ImmutableArray<int> logHeights)
    {
        yield return publicCount == program.PublicCount ? null : new PublicValueCountMismatch(program.PublicCount, publicCount);
        yield return logHeights.Length == program.Tables.Length ? null : new TableCountMismatch(program.Tables.Length, logHeights.Length);

        foreach ((ProgramTable table, int logHeight) in program.Tables.Zip(logHeights))
        {
            yield return logHeight >= table.MinLogHeight && logHeight <= table.MaxLogHeight
                ? null
                : new TableHeightOutOfRange(table.Table.Shape.Name, table.MinLogHeight, table.MaxLogHeight, logHeight);
        }

        UInt128 bound = program.MultiplicityBound(logHeights);
        yield return bound < Goldilocks.Modulus ? null : new MultiplicityOverflow(bound);

        SoundnessAccount account = program.Account(logHeights);
        yield return account.Bits >= program.Parameters.FloorBits
            ? null
            : new SoundnessBelowFloor(program.Parameters.FloorBits, account.Bits, account.Least.Name);
    }

    private IEnumerable<ProofFailure?> CheckForm(OpeningLayout layout, StarkProof proof) =>
    [
        proof.Auxiliary is not null == _program.HasBuses ? null : new AuxiliaryCommitmentMismatch(_program.HasBuses),
        proof.BusSums.Length == layout.Auxiliary.Length ? null : new BusSumCountMismatch(layout.Auxiliary.Length, proof.BusSums.Length),
        .. CheckCap("main", proof.Main, layout.MainShapes),
        .. CheckCap("auxiliary", proof.Auxiliary, layout.AuxiliaryShapes),
        .. CheckCap("quotient", proof.Quotient, layout.QuotientShapes),
    ];

    /// <summary>Before the transcript absorbs it: a commitment has its size and digests that the hash can produce.</summary>
    private IEnumerable<ProofFailure?> CheckCap(string tree, Commitment? commitment, IReadOnlyList<MatrixShape> shapes)
    {
        if (commitment is null || shapes.Count == 0)
        {
            yield break;
        }

        int expected = 1 << OpeningPlan.TreeShapeOf(_program.Parameters.Fri, shapes).CapHeight;
        yield return commitment.Cap.Length == expected ? null : new CapSizeMismatch(tree, expected, commitment.Cap.Length);
        foreach (MerkleDigest digest in commitment.Cap)
        {
            yield return _hash.IsCanonical(digest) ? null : new DigestNotCanonical(tree, digest);
        }
    }

    /// <summary>Σ S + Σ 1/D = 0: what all tables and the statement itself put on the buses.</summary>
    private IEnumerable<ProofFailure?> CheckBuses(ImmutableArray<GoldilocksCubic> sums, BusChallenges? challenges, Goldilocks[] publicValues)
    {
        GoldilocksCubic total = sums.Aggregate(default(GoldilocksCubic), (left, right) => left + right);
        for (int i = 0; i < _program.PublicMessages.Length; i++)
        {
            GoldilocksCubic fingerprint = FingerprintOf(_program.PublicMessages[i], challenges!, publicValues);
            if (fingerprint.IsZero)
            {
                yield return new PublicMessageUndefined(i);
            }
            else
            {
                total += fingerprint.Inverse();
            }
        }

        yield return total.IsZero ? null : new BusesUnbalanced(total);
    }

    private static GoldilocksCubic FingerprintOf(PublicMessage message, BusChallenges challenges, Goldilocks[] publicValues)
    {
        GoldilocksCubic[] elements = Array.ConvertAll(message.ElementsFor(publicValues), element => (GoldilocksCubic)element);
        return BusConstraints<PointAlgebra, GoldilocksCubic, GoldilocksCubic>.Fingerprint(challenges, message.Bus, elements);
    }
}
