using Rollup.Protocol;

namespace Rollup.Sequencer.Ordering;

/// <summary>When a batch is sealed, beside the protocol's own limits.</summary>
/// <param name="Largest">The rung of the capacity ladder that no batch passes.</param>
/// <param name="MaxAge">How long a batch stays open after its first operation.</param>
/// <param name="FeeCollector">Whose leaves the fees go to.</param>
public sealed record BatchPolicy(CapacityRung Largest, TimeSpan MaxAge, L2Address FeeCollector);
