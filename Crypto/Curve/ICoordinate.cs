namespace Rollup.Crypto.Curve;

/// <summary>What the group law asks of a coordinate: one element of F⁵, or several independent ones computed side by side.</summary>
/// <typeparam name="TSelf">The coordinate.</typeparam>
/// <typeparam name="TWord">One word for each element: digits of multipliers, and masks that are all ones or all zeros.</typeparam>
/// <remarks>The law is written once against this interface; the JIT makes one copy for single points and one for vectors of them.</remarks>
internal interface ICoordinate<TSelf, TWord>
    where TSelf : struct, ICoordinate<TSelf, TWord>
    where TWord : struct
{
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

    /// <summary><paramref name="ifSet"/> where the mask is all ones, else <paramref name="ifClear"/>; no branch.</summary>
    static abstract TSelf Select(TWord mask, in TSelf ifSet, in TSelf ifClear);

    /// <summary>A mask that is all ones where the word equals <paramref name="value"/>.</summary>
    static abstract TWord EqualsMask(TWord word, uint value);
}
