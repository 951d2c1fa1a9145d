using System.Numerics;

namespace Rollup.Crypto;

/// <summary>A finite field. Algorithms are written once against it and specialised by the JIT.</summary>
public interface IField<TSelf> :
    IEquatable<TSelf>,
    IEqualityOperators<TSelf, TSelf, bool>,
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, IField<TSelf>
{
    static abstract TSelf Zero { get; }

    static abstract TSelf One { get; }

    bool IsZero { get; }

    /// <summary>The multiplicative inverse.</summary>
    /// <exception cref="DivideByZeroException">The element is zero.</exception>
    TSelf Inverse();
}

/// <summary>A field that contains Goldilocks: the base field itself or one of its extensions.</summary>
public interface IExtensionField<TSelf> : IField<TSelf>, IAlgebra<TSelf>
    where TSelf : struct, IExtensionField<TSelf>
{
    /// <summary>Dimension over Goldilocks.</summary>
    static abstract int Degree { get; }

    /// <summary>Coefficient <paramref name="index"/> of the element in the basis 1, X, X², ….</summary>
    Goldilocks this[int index] { get; }
}
