using Rollup.Crypto;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>What a circuit wants of the bits of one element; <see cref="Finish"/> puts it down.</summary>
/// <remarks>The factors are those of bit-reversed domains: bit i of a row's number stands for the root of unity of order 2^(i+1).</remarks>
internal sealed class BitDecomposition(CircuitBuilder builder, Wire value, int indexBits)
{
    private const int Bits = 64;
    private const int Middle = 32;

    private readonly BitRow[] _rows = [.. Enumerable.Range(0, Bits).Select(position => new BitRow
    {
        Position = position,
        IsInIndex = position < indexBits,
        PointFactor = Goldilocks.One,
        RootFactor = Goldilocks.One,
    })];

    /// <summary>The number that the index bits from <paramref name="shift"/> on make: index ≫ shift.</summary>
    public Wire Index(int shift)
    {
        if (_rows[shift].Index.Address == 0)
        {
            _rows[shift] = _rows[shift] with { Index = CircuitBuilder.SlotOf(builder.NewWire()) };
        }

        return new(_rows[shift].Index.Address);
    }

    /// <summary>The point of row (index ≫ 0) in the bit-reversed subgroup of order 2^indexBits.</summary>
    public CircuitValue Point()
    {
        Wire point = builder.NewWire();
        for (int i = 0; i < indexBits; i++)
        {
            _rows[i] = _rows[i] with { PointFactor = Goldilocks.RootOfUnity(i + 1), PointContinues = i < indexBits - 1 };
        }

        _rows[0] = _rows[0] with { Point = CircuitBuilder.SlotOf(point) };
        return builder.ValueOf(point);
    }

    /// <summary>The same of the <paramref name="count"/> bits from <paramref name="shift"/> on alone. Ranges may not overlap.</summary>
    public Wire Root(int shift, int count)
    {
        Wire root = builder.NewWire();
        for (int i = 0; i < count; i++)
        {
            _rows[shift + i] = _rows[shift + i] with { RootFactor = Goldilocks.RootOfUnity(i + 1), RootContinues = i < count - 1 };
        }

        _rows[shift] = _rows[shift] with { Root = CircuitBuilder.SlotOf(root) };
        return root;
    }

    /// <param name="indexAt0">A wire that the whole index must have; none if <see cref="Index"/> made it.</param>
    public void Finish(Wire indexAt0 = default)
    {
        if (!indexAt0.IsNone)
        {
            _rows[0] = _rows[0] with { Index = CircuitBuilder.SlotOf(indexAt0) };
        }

        _rows[0] = _rows[0] with { Value = CircuitBuilder.SlotOf(value) };
        _rows[Middle] = _rows[Middle] with { Value = CircuitBuilder.SlotOf(value) };
        builder.AddBits(_rows, value);
    }
}
