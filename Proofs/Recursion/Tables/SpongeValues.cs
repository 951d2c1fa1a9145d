using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The values of one <see cref="SpongeRow"/>.</summary>
public readonly ref struct SpongeValues(Span<Goldilocks> values)
{
    private readonly Span<Goldilocks> _values = values;

    /// <summary>The twelve elements that are permuted, the capacity included.</summary>
    public Span<Goldilocks> Input => _values[..12];

    /// <summary>u of the first sum: three elements. Zeros unless the row has a <see cref="RowPattern"/>.</summary>
    public Span<Goldilocks> CubicFactor => _values[12..15];

    public ref Goldilocks BaseFactor => ref _values[15];

    /// <summary>The first sum from this block on.</summary>
    public Span<Goldilocks> CubicSum => _values[16..19];

    /// <summary>The second sum from this block on.</summary>
    public Span<Goldilocks> BaseSum => _values[19..22];
}
