using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Fri;

/// <summary>Where a proof of work is due: the prover finds a nonce, the verifier checks the one it was given.</summary>
internal interface IGrinder
{
    /// <returns>False when the nonce does not have the bits.</returns>
    bool Work(Transcript transcript, string site, int bitCount);
}

/// <summary>The one owner of the order in which an opening is absorbed and its challenges are sampled.</summary>
/// <remarks>
/// 1. The opened values. 2. Work, then α. 3. For each folding round: its commitment, work, then β. 4. The final
/// polynomial. 5. Work, then the query positions. Every method but the absorbing ones returns false or null when the work
/// was not done; the protocol's own transcript, which comes first, belongs to the prover of tables.
/// </remarks>
internal sealed class OpeningTranscript(Transcript transcript, OpeningPlan plan, IGrinder grinder)
{
    public const string BatchingSite = "batching";
    public const string QuerySite = "queries";

    public static string FoldingSite(int round) => $"folding {round}";

    public void AbsorbOpenedValues(OpenedValues opened)
    {
        foreach (var values in opened.Values.SelectMany(round => round).SelectMany(matrix => matrix))
        {
            transcript.Absorb("opened values", values.AsSpan());
        }
    }

    /// <summary>α. Costs (openings of a height − 1)·ε, ε as in the soundness account.</summary>
    public GoldilocksCubic? SampleBatchingChallenge() => SampleAfterWork(BatchingSite);

    /// <summary>β, after the round's commitment. Costs arity·ε: arity − 1 for the fold, 1 for the codeword that joins.</summary>
    public GoldilocksCubic? SampleFoldingChallenge(int round, Commitment layer)
    {
        transcript.Absorb("layer", layer);
        return SampleAfterWork(FoldingSite(round));
    }

    public void AbsorbFinalPolynomial(ReadOnlySpan<GoldilocksCubic> coefficients) =>
        transcript.Absorb("final polynomial", coefficients);

    /// <summary>Positions in the longest codeword, in the order they are drawn; the same one may come twice.</summary>
    public int[]? SampleQueries()
    {
        if (!grinder.Work(transcript, QuerySite, plan.Parameters.QueryGrindingBits))
        {
            return null;
        }

        int[] positions = new int[plan.Parameters.QueryCount];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = transcript.SampleIndex("query", plan.Schedule.LogLength);
        }

        return positions;
    }

    private GoldilocksCubic? SampleAfterWork(string site) =>
        grinder.Work(transcript, site, plan.Parameters.CommitGrindingBits) ? transcript.SampleCubic(site) : null;
}
