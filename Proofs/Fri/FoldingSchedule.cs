using System.Collections.Immutable;

namespace Rollup.Proofs.Fri;

/// <summary>One folding round.</summary>
/// <param name="LogLength">The codeword that is committed to and folded has 2^LogLength elements.</param>
/// <param name="LogArity">2^LogArity neighbours become one element.</param>
public sealed record FoldingRound(int LogLength, int LogArity)
{
    public int LogFoldedLength => LogLength - LogArity;

    public int Arity => 1 << LogArity;
}

/// <summary>How the codewords of all heights are folded down to the final polynomial.</summary>
/// <remarks>
/// Greedy: each round folds as much as the largest arity allows, but stops at the next height at which a shorter codeword
/// joins, and at the final length. A table shorter than the wished final polynomial shortens that polynomial, so that
/// it can still join. Prover and verifier derive this from the parameters and the heights; it is never sent.
/// </remarks>
public sealed class FoldingSchedule
{
    private FoldingSchedule(ImmutableArray<FoldingRound> rounds, int logFinalLength, int logBlowup) =>
        (Rounds, LogFinalLength, LogBlowup) = (rounds, logFinalLength, logBlowup);

    public ImmutableArray<FoldingRound> Rounds { get; }

    /// <summary>The final polynomial has 2^LogFinalLength coefficients.</summary>
    public int LogFinalLength { get; }

    public int LogBlowup { get; }

    /// <summary>The largest codeword has 2^LogLength elements.</summary>
    public int LogLength => Rounds.IsEmpty ? LogFinalLength + LogBlowup : Rounds[0].LogLength;

    /// <summary>The largest arity of any round; 1 when nothing is folded.</summary>
    public int LargestArity => Rounds.Select(round => round.Arity).DefaultIfEmpty(1).Max();

    /// <param name="logHeights">log₂ of the heights of all opened matrices, before blow-up, in any order.</param>
    public static FoldingSchedule For(FriParameters parameters, IEnumerable<int> logHeights)
    {
        int[] heights = [.. logHeights.Distinct().OrderDescending()];
        ArgumentOutOfRangeException.ThrowIfZero(heights.Length);
        int final = Math.Min(parameters.LogFinalLength, heights[^1]);

        ImmutableArray<FoldingRound>.Builder rounds = ImmutableArray.CreateBuilder<FoldingRound>();
        int height = heights[0];
        while (height > final)
        {
            int stop = heights.Where(other => other < height).DefaultIfEmpty(final).Max();
            int logArity = Math.Min(parameters.MaxLogArity, height - Math.Max(stop, final));
            rounds.Add(new(height + parameters.LogBlowup, logArity));
            height -= logArity;
        }

        return new(rounds.ToImmutable(), final, parameters.LogBlowup);
    }
}
