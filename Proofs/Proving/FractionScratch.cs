using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>One worker's fractions while it fills auxiliary columns: a range of steps shares one inversion.</summary>
internal sealed unsafe class FractionScratch<TPacked> : IDisposable
    where TPacked : unmanaged, IPackedField<TPacked>
{
    private readonly NativeBuffer _memory;

    /// <summary>Takes room for <paramref name="count"/> fractions: steps · columns.</summary>
    public FractionScratch(int count)
    {
        _memory = NativeBuffer.Uninitialized(3L * count * GoldilocksCubic.Degree * TPacked.Width);
        Numerators = (PackedCubic<TPacked>*)_memory.Words;
        Denominators = Numerators + count;
        Products = Denominators + count;
    }

    public PackedCubic<TPacked>* Numerators { get; }

    public PackedCubic<TPacked>* Denominators { get; }

    /// <summary>For each fraction the product of all denominators before it.</summary>
    public PackedCubic<TPacked>* Products { get; }

    public void Dispose() => _memory.Dispose();
}
