namespace Rollup.Proofs.Recursion.Tables;

/// <summary>What an output word shows of the state: all four elements, three as an element of F³, or the first alone; the rest is zero.</summary>
public enum WordMask
{
    Digest = 0,
    Cubic = 1,
    Base = 2,
}

/// <summary>A permutation of width 12: a step of a transcript, or a block of a matrix's row on its way into a leaf.</summary>
/// <remarks>
/// The rate (elements 0 … 7) comes from wires, from the prover (rows of matrices) or, if <see cref="CarriesRate"/>, from
/// the row before. The capacity comes from the row before unless <see cref="Starts"/>; then <see cref="Capacity8"/> and
/// <see cref="Capacity9"/> are added to elements 8 and 9.
/// <para>
/// Rows of a matrix carry two sums, upwards from its last block: sum = (this block's elements) + u^…·(the next block's
/// sum), so that the first block holds Σ uⁱ·fᵢ over the whole row. The first sum's u is an element of F³, the second's
/// one of F. Both stay the same for all blocks of a row.
/// </para>
/// </remarks>
public readonly record struct SpongeRow
{
    /// <summary>Elements 0 … 3 of the input.</summary>
    public Slot Word0 { get; init; }

    /// <summary>Elements 4 … 7 of the input.</summary>
    public Slot Word1 { get; init; }

    /// <summary>Elements 0 … 3 of the output, as <see cref="OutputMask0"/> shows them.</summary>
    public Slot Output0 { get; init; }

    public WordMask OutputMask0 { get; init; }

    /// <summary>Elements 4 … 7 of the output; never a digest.</summary>
    public Slot Output1 { get; init; }

    public WordMask OutputMask1 { get; init; }

    public Slot CubicSum { get; init; }

    public Slot BaseSum { get; init; }

    /// <summary>u of the first sum: (c₀, c₁, c₂, 0).</summary>
    public Slot CubicFactor { get; init; }

    /// <summary>u of the second sum: (u, 0, 0, 0).</summary>
    public Slot BaseFactor { get; init; }

    /// <summary>The capacity is not taken from the row before, but is zero before the constants are added.</summary>
    public bool Starts { get; init; }

    public bool CarriesRate { get; init; }

    public ulong Capacity8 { get; init; }

    public ulong Capacity9 { get; init; }

    public RowPattern Pattern { get; init; }

    /// <summary>The next row is the next block of the same matrix row.</summary>
    public bool Continues { get; init; }

    /// <summary>How many of the eight input elements, at the end, are zero padding: 0 … 7.</summary>
    public int Padding { get; init; }
}
