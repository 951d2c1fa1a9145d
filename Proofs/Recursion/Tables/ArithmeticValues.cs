using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>The values of one <see cref="ArithmeticRow"/>: three elements each, the coefficients of 1, X and X².</summary>
public readonly ref struct ArithmeticValues(Span<Goldilocks> values)
{
    private readonly Span<Goldilocks> _values = values;

    public Span<Goldilocks> A => _values[..3];

    public Span<Goldilocks> B => _values[3..6];

    public Span<Goldilocks> C => _values[6..9];

    public Span<Goldilocks> D => _values[9..];
}
