using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Decompositions into bits.</summary>
public sealed partial class CircuitBuilder
{
    /// <summary>Takes an element apart into the 64 bits of the number below p that it is.</summary>
    /// <param name="value">(x, 0, 0, 0).</param>
    /// <param name="indexBits">How many low bits make the index, k.</param>
    internal BitDecomposition Decompose(Wire value, int indexBits) => new(this, value, indexBits);

    /// <summary>States that the lowest <paramref name="count"/> bits of (x, 0, 0, 0) are zero.</summary>
    internal void AssertLowBitsZero(Wire value, int count) => Decompose(value, count).Finish(indexAt0: Constant(Goldilocks.Zero));

    internal void AddBits(ReadOnlySpan<BitRow> rows, Wire value)
    {
        int first = _bits.Count;
        _bits.AddRange(rows);
        Add(new BitOperation(first, [.. rows], value));
    }
}
