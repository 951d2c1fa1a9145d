using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>Many inverses for the price of one and three products each (Montgomery).</summary>
internal static class BatchInversion
{
    /// <summary>Replaces every element by its inverse.</summary>
    /// <exception cref="DivideByZeroException">An element is zero.</exception>
    public static void Invert<T>(Span<T> elements)
        where T : struct, IExtensionField<T>
    {
        if (elements.IsEmpty)
        {
            return;
        }

        T[] prefixes = new T[elements.Length];
        T product = T.One;
        for (int i = 0; i < elements.Length; i++)
        {
            prefixes[i] = product;
            product *= elements[i];
        }

        T inverse = product.Inverse();
        for (int i = elements.Length - 1; i >= 0; i--)
        {
            T element = elements[i];
            elements[i] = inverse * prefixes[i];
            inverse *= element;
        }
    }
}
