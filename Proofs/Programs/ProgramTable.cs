using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Programs;

/// <summary>A table's place in a program.</summary>
/// <param name="Table">Its AIR. The same AIR may have several places, with heights of their own.</param>
public sealed record ProgramTable(Table Table)
{
    /// <summary>2^24 rows: a bound for tables whose height is left open; more needs an explicit choice.</summary>
    public const int DefaultMaxLogHeight = 24;

    /// <summary>The smallest log₂ height a proof may use. For preprocessed columns it is their height.</summary>
    public int MinLogHeight { get; init; }

    public int MaxLogHeight { get; init; } = DefaultMaxLogHeight;

    /// <summary>The AIR's public value i is the program's public value PublicOffset + i.</summary>
    public int PublicOffset { get; init; }

    /// <summary>A table whose height is part of the program.</summary>
    public static ProgramTable OfHeight(Table table, int logHeight, int publicOffset = 0) =>
        new(table) { MinLogHeight = logHeight, MaxLogHeight = logHeight, PublicOffset = publicOffset };
}
