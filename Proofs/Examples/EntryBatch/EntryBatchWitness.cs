using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>The traces of a batch, and what they prove.</summary>
/// <param name="PublicValues">Root before, root after, digest of all entries: four elements each.</param>
public sealed record EntryBatchWitness(NativeMatrix Roots, NativeMatrix Sponge, NativeMatrix Limbs, NativeMatrix Multiplicities, Goldilocks[] PublicValues)
{
    /// <summary>In the order of the program's tables.</summary>
    public NativeMatrix[] Traces => [Roots, Sponge, Limbs, Multiplicities];
}
