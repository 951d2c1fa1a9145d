using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>Everything a verifier must know about commitments and FRI, fixed per layer; a proof never brings its own.</summary>
public sealed record FriParameters
{
    /// <summary>Largest arity is 16.</summary>
    public const int LargestLogArity = 4;

    private const int LargestLogBlowup = 10;
    private const int LargestQueryCount = 1024;
    private const int LargestLogFinalLength = 12;
    private const int LargestCapHeight = 8;

    public required HashFunction Hash { get; init; }

    /// <summary>Evaluation domain over trace length, as a power of two.</summary>
    public required int LogBlowup { get; init; }

    public required int QueryCount { get; init; }

    /// <summary>A round folds at most 2^MaxLogArity values into one; see <see cref="FoldingSchedule"/>.</summary>
    public int MaxLogArity { get; init; } = 3;

    /// <summary>Folding ends at a polynomial of 2^LogFinalLength coefficients, which is sent.</summary>
    public int LogFinalLength { get; init; } = 5;

    /// <summary>Bits of work before the query positions are sampled.</summary>
    public int QueryGrindingBits { get; init; }

    /// <summary>Bits of work before the batching challenge and before each folding challenge.</summary>
    public int CommitGrindingBits { get; init; }

    /// <summary>Every tree is committed to by its 2^CapHeight nodes at that depth (fewer in smaller trees).</summary>
    public int CapHeight { get; init; }

    /// <summary>Refuses figures out of range.</summary>
    /// <exception cref="ArgumentException">Names the figure and its range.</exception>
    public FriParameters Validated()
    {
        Check(nameof(LogBlowup), LogBlowup, 1, LargestLogBlowup);
        Check(nameof(QueryCount), QueryCount, 1, LargestQueryCount);
        Check(nameof(MaxLogArity), MaxLogArity, 1, LargestLogArity);
        Check(nameof(LogFinalLength), LogFinalLength, 0, LargestLogFinalLength);
        Check(nameof(QueryGrindingBits), QueryGrindingBits, 0, Transcripts.Transcript.MaxBits);
        Check(nameof(CommitGrindingBits), CommitGrindingBits, 0, Transcripts.Transcript.MaxBits);
        Check(nameof(CapHeight), CapHeight, 0, LargestCapHeight);
        return Enum.IsDefined(Hash) ? this : throw new ArgumentException($"Hash is {(int)Hash}; expected Poseidon2 or Keccak256.");
    }

    /// <summary>The parameters as a transcript absorbs them.</summary>
    public Goldilocks[] ToElements() =>
    [
        (ulong)Hash, (ulong)LogBlowup, (ulong)QueryCount, (ulong)MaxLogArity, (ulong)LogFinalLength,
        (ulong)QueryGrindingBits, (ulong)CommitGrindingBits, (ulong)CapHeight,
    ];

    private static void Check(string name, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"{name} is {value}; expected {min} to {max}.");
        }
    }
}
