using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>How the tables of a batch talk; the limbs' range is asked for on <see cref="RangeCheck.RangeBus"/>.</summary>
public static class EntryBuses
{
    /// <summary>(position, isReal, d₀ … d₃): whether an entry stands at that position, and the digest of all up to it if so.</summary>
    public static readonly Bus Digest = new(4, "entry-digest", Width: 6);

    /// <summary>An entry's eight fields, each of which must fit into its limbs.</summary>
    public static readonly Bus Fields = new(5, "entry-fields", Entry.FieldCount);
}
