using System.Numerics;

namespace Rollup.Crypto;

/// <summary>
/// What a formula needs that is written once and run over anything that contains Goldilocks: single elements,
/// extensions, vectors of elements lane by lane, symbols.
/// </summary>
public interface IAlgebra<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, IAlgebra<TSelf>
{
    /// <summary>The embedding of a base-field element.</summary>
    static abstract TSelf From(Goldilocks value);

    static abstract TSelf operator *(TSelf left, Goldilocks right);
}
