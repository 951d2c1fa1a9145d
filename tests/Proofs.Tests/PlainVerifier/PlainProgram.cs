namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Section 6, in its order; all numbers from 0 on.</summary>
internal sealed record PlainParameters(
    bool IsKeccak, int LogBlowup, int Queries, int MaxLogArity, int LogFinalLength, int QueryWork, int CommitWork, int CapHeight)
{
    public ulong[] Elements =>
    [
        IsKeccak ? 1UL : 0, (ulong)LogBlowup, (ulong)Queries, (ulong)MaxLogArity, (ulong)LogFinalLength, (ulong)QueryWork, (ulong)CommitWork,
        (ulong)CapHeight,
    ];
}

/// <summary>All that a constraint can speak of, at one point.</summary>
internal sealed record PlainRow(
    PlainCubic[] Main, PlainCubic[] Next, PlainCubic[] Fixed, ulong[] Public, PlainCubic First, PlainCubic Last, PlainCubic Transition);

internal sealed record PlainMessage(ulong Bus, bool IsSent, PlainCubic Multiplicity, PlainCubic[] Elements)
{
    /// <summary>D = a + id + b·m₁ + b²·m₂ + ….</summary>
    public PlainCubic Fingerprint(PlainCubic a, PlainCubic b) => a + Bus + PlainCubic.Evaluate([0, .. Elements], b);

    public PlainCubic SignedMultiplicity => IsSent ? Multiplicity : 0 - Multiplicity;
}

/// <summary>A table with its AIR written out; batches and quotient parts are worked out by hand.</summary>
internal sealed record PlainTable(int MainColumns, int QuotientParts, Func<PlainRow, IEnumerable<PlainCubic>> Constraints)
{
    public int FixedColumns { get; init; }

    /// <summary>The greatest log₂ height that proofs may use.</summary>
    public int MaxLogHeight { get; init; } = 24;

    /// <summary>It is the only one; always with fixed columns.</summary>
    public bool HasOneHeight { get; init; }

    public bool ReadsNext { get; init; }

    public int PublicValues { get; init; }

    public Func<PlainRow, IEnumerable<PlainMessage>> Messages { get; init; } = _ => [];

    /// <summary>Lengths of the batches of messages: an auxiliary column each.</summary>
    public int[] Batches { get; init; } = [];
}

/// <summary>A message that the statement sends; an element that is no constant is the index of a public value.</summary>
internal sealed record PlainQuestion(ulong Bus, (bool IsPublic, ulong Number)[] Elements)
{
    public PlainMessage With(ulong[] publicValues) =>
        new(Bus, true, 1, [.. Elements.Select(element => (PlainCubic)(element.IsPublic ? publicValues[element.Number] : element.Number))]);
}

/// <param name="ShapeHash">As a verifier for programs of one shape knows it.</param>
/// <param name="Fixed">The commitment to preprocessed columns; null if there are none.</param>
internal sealed record PlainProgram(PlainParameters Parameters, PlainTable[] Tables, PlainQuestion[] Questions, PlainDigest ShapeHash, PlainDigest[]? Fixed)
{
    public int PublicValues => Math.Max(
        Tables.Sum(table => table.PublicValues),
        Questions.SelectMany(question => question.Elements).Where(element => element.IsPublic).Select(element => (int)element.Number + 1).Append(0).Max());

    /// <summary>Section 9, program hash.</summary>
    public PlainDigest Hash => PlainHash.Node(isKeccak: false, ShapeHash, Fixed is null ? default : FixedDigest(Fixed));

    public bool HasBuses => Tables.Any(table => table.Batches.Length > 0);

    private PlainDigest FixedDigest(PlainDigest[] nodes)
    {
        while (nodes.Length > 1)
        {
            nodes = [.. nodes.Chunk(2).Select(pair => PlainHash.Node(Parameters.IsKeccak, pair[0], pair[1]))];
        }

        return Parameters.IsKeccak
            ? PlainHash.Sponge(0x70726570726F63, [.. nodes[0].Words.SelectMany(word => new[] { word >> 32, word & uint.MaxValue })])
            : nodes[0];
    }
}
