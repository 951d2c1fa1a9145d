using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Programs;

/// <summary>The one owner of the order in which a proof of tables is absorbed and its challenges are sampled.</summary>
/// <remarks>
/// Prover and verifier both call the steps in this order; the openings that follow have an owner of their own,
/// <see cref="Fri.CommitmentScheme"/>'s. Specification, "Transcript of a proof".
/// </remarks>
public sealed class StarkTranscript(Transcript transcript, VerifyingKey key)
{
    /// <summary>The sponge underneath, for the openings and for logs.</summary>
    public Transcript Inner { get; } = transcript;

    /// <summary>Step 1: what is proven. Everything a proof could be reinterpreted by comes before anything the prover chooses.</summary>
    /// <remarks>The program hash stands for version and parameters too.</remarks>
    public void AbsorbStatement(IReadOnlyList<int> logHeights, ReadOnlySpan<Goldilocks> publicValues)
    {
        Inner.Absorb("program hash", key.ProgramHash);
        Inner.Absorb("log heights", [.. logHeights.Select(height => new Goldilocks((ulong)height))]);
        Inner.Absorb("public values", publicValues);
    }

    /// <summary>Step 2, and the buses' challenges if the program has any.</summary>
    /// <remarks>
    /// Sampled after the main traces are committed to: a prover who knew them could choose messages whose sum is zero.
    /// Cost: the bus term of the soundness account.
    /// </remarks>
    public BusChallenges? AbsorbMain(Commitment main)
    {
        Inner.Absorb("main commitment", main);
        return key.Program.HasBuses
            ? new(Inner.SampleCubic("bus alpha"), Inner.SampleCubic("bus beta"), key.Program.MaxMessageWidth)
            : null;
    }

    /// <summary>Step 3, only in programs with buses: the auxiliary columns, and each table's sum.</summary>
    /// <param name="sums">One per table that has messages, in the order of the tables.</param>
    public void AbsorbAuxiliary(Commitment auxiliary, ImmutableArray<GoldilocksCubic> sums)
    {
        Inner.Absorb("auxiliary commitment", auxiliary);
        Inner.Absorb("bus sums", sums.AsSpan());
    }

    /// <summary>α, which folds the constraints of each table into one. Cost: the constraint term.</summary>
    public GoldilocksCubic SampleAlpha() => Inner.SampleCubic("alpha");

    /// <summary>Step 4, and ζ, where everything is opened. Cost: the out-of-domain term.</summary>
    /// <remarks>All domains lie in the base field; a ζ from there, once in 2^128 proofs, is refused when it is opened at.</remarks>
    public GoldilocksCubic AbsorbQuotient(Commitment quotient)
    {
        Inner.Absorb("quotient commitment", quotient);
        return Inner.SampleCubic("zeta");
    }
}
