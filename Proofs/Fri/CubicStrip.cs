using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>Cubic elements coefficient by coefficient: coefficient k of element i is word k·stride + i.</summary>
internal readonly unsafe struct CubicStrip(ulong* words, nint stride)
{
    /// <summary>Words between the coefficients of one element.</summary>
    public nint Stride { get; } = stride;

    public GoldilocksCubic this[nint index]
    {
        get => new(words[index], words[Stride + index], words[2 * Stride + index]);
        set => (words[index], words[Stride + index], words[2 * Stride + index]) = (value.C0.Value, value.C1.Value, value.C2.Value);
    }

    /// <summary>The words of coefficient <paramref name="index"/>.</summary>
    public ulong* Coefficient(int index) => words + index * Stride;

    /// <summary>The elements from <paramref name="start"/> on.</summary>
    public CubicStrip From(nint start) => new(words + start, Stride);
}
