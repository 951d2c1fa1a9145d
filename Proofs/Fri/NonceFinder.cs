using System.Collections.Immutable;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>The prover's work: finds each nonce and keeps it for the proof.</summary>
internal sealed class NonceFinder(Workers workers) : IGrinder
{
    private readonly List<ulong> _nonces = [];

    public ImmutableArray<ulong> Nonces => [.. _nonces];

    public bool Work(Transcript transcript, string site, int bitCount)
    {
        if (bitCount > 0)
        {
            _nonces.Add(transcript.Grind(site, bitCount, workers));
        }

        return true;
    }
}

/// <summary>The verifier's part: takes the proof's nonces in turn. Their number was checked before.</summary>
internal sealed class NonceChecker(ImmutableArray<ulong> nonces, Predicate<ProofFailure> overlooks) : IGrinder
{
    private int _next;

    /// <summary>How many nonces a proof carries.</summary>
    public static int CountFor(FriParameters parameters, FoldingSchedule schedule) =>
        (parameters.CommitGrindingBits > 0 ? 1 + schedule.Rounds.Length : 0) + (parameters.QueryGrindingBits > 0 ? 1 : 0);

    public bool Work(Transcript transcript, string site, int bitCount) =>
        bitCount == 0 || transcript.CheckGrinding(site, bitCount, nonces[_next++]) || overlooks(new WorkMissing(site, bitCount));
}
