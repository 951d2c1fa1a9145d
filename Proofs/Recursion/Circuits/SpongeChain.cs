using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Sponge rows that follow each other: a transcript, or the blocks of one leaf.</summary>
internal sealed class SpongeChain
{
    public List<SpongeRow> Rows { get; } = [];

    /// <summary>Where the chain stands in the table; known when the circuit is built.</summary>
    public int FirstRow { get; set; }
}
