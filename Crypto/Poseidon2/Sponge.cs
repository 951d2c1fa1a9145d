namespace Rollup.Crypto;

/// <summary>H(tag, x…): the protocol's hash of element lists, a width-8 Poseidon2 sponge in overwrite mode.</summary>
/// <remarks>
/// State elements 0 … 3 are the rate, 4 … 7 the capacity. The capacity starts as (tag, element count, 0, 0), so neither
/// another use nor another length reaches the same state. Each block of four elements replaces the rate and is followed
/// by one permutation; the last block is filled with zeros; no elements at all are one block of zeros. The digest is the
/// rate at the end. Tree nodes use <see cref="TreeHash"/>.
/// </remarks>
public static class Sponge
{
    public const int Rate = 4;

    internal const int Width = 8;

    public static Digest Hash(ulong tag, params ReadOnlySpan<Goldilocks> elements)
    {
        Span<Goldilocks> state = stackalloc Goldilocks[Width];
        state.Clear();
        state[Rate] = tag;
        state[Rate + 1] = (ulong)elements.Length;

        do
        {
            ReadOnlySpan<Goldilocks> block = elements[..Math.Min(Rate, elements.Length)];
            block.CopyTo(state);
            state[block.Length..Rate].Clear();
            Poseidon2.Permute8(state);
            elements = elements[block.Length..];
        }
        while (elements.Length > 0);

        return Digest.From(state);
    }
}
