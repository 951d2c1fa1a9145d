namespace Rollup.Crypto.Curve;

/// <summary>What the group law asks of a coordinate: one element of F⁵, or several independent ones computed side by side.</summary>
/// <remarks>The law is written once against this interface; the JIT makes one copy for single points and one for each vector width.</remarks>
internal interface ICoordinate<TSelf>
    where TSelf : struct, ICoordinate<TSelf>
{
    /// <summary>Number of elements side by side.</summary>
    static abstract int Width { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf One { get; }

    static abstract TSelf operator +(in TSelf a, in TSelf b);

    static abstract TSelf operator -(in TSelf a, in TSelf b);

    static abstract TSelf operator -(in TSelf a);

    static abstract TSelf operator *(in TSelf a, in TSelf b);

    static abstract TSelf Square(in TSelf a);

    /// <summary>a · factor·X, for the curve's constant 263·X and its small multiples.</summary>
    /// <param name="factor">Below 2^16.</param>
    static abstract TSelf TimesX(in TSelf a, uint factor);

    /// <summary>For each element its own multiple: digit · P from a table of 1·P, 2·P, …</summary>
    /// <param name="digits"><see cref="Width"/> digits, no magnitude above the table's length.</param>
    static abstract FractionalPoint<TSelf> Lookup(ReadOnlySpan<FractionalPoint<TSelf>> table, ReadOnlySpan<int> digits);
}
