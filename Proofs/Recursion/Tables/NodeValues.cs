using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The values of one <see cref="NodeRow"/>.</summary>
public readonly ref struct NodeValues(Span<Goldilocks> values)
{
    private readonly Span<Goldilocks> _values = values;

    /// <summary>The left digest and the right one: eight elements.</summary>
    public Span<Goldilocks> Input => _values[..8];

    public ref Goldilocks Bit => ref _values[8];

    public ref Goldilocks Index => ref _values[9];
}
