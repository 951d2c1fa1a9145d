namespace Rollup.Proofs.Soundness;

/// <summary>What the soundness of a statement depends on, taken from its real tables and parameters.</summary>
public sealed record SoundnessShape
{
    /// <summary>The tallest table has 2^LogHeight rows.</summary>
    public required int LogHeight { get; init; }

    /// <summary>The domain of every codeword is 2^LogBlowup times the table's height.</summary>
    public required int LogBlowup { get; init; }

    /// <summary>Claimed evaluations that the batching challenge combines into the codewords given to FRI.</summary>
    public required long Openings { get; init; }

    /// <summary>The most constraints that α combines for one table.</summary>
    public required int Constraints { get; init; }

    /// <summary>The highest degree of a combined constraint, in units of its table's height.</summary>
    public required int Degree { get; init; }

    /// <summary>The most points at which one polynomial is opened.</summary>
    public required int Points { get; init; }

    /// <summary>The largest number of values a FRI round folds into one.</summary>
    public required int Arity { get; init; }

    /// <summary>Σ height · (message width + 2) over all messages of all tables: what the buses' challenges could hit.</summary>
    public required double BusWeight { get; init; }

    public required int Queries { get; init; }

    /// <summary>Bits of work a prover must do before it learns the query positions.</summary>
    public required int QueryGrindingBits { get; init; }

    /// <summary>Bits of work before the batching challenge and before every folding challenge.</summary>
    public int CommitGrindingBits { get; init; }
}
