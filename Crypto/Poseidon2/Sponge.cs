using System.Runtime.CompilerServices;

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

    private const int Width = 8;

    /// <summary>Inputs per kernel call: four groups of lanes, which the kernel interleaves.</summary>
    private const int ChunkInputs = 4 * Poseidon2.Lanes;

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

    /// <summary>H(tag, x…) of many inputs of one length.</summary>
    /// <param name="elements">Input i is elements i·<paramref name="length"/> and following.</param>
    /// <param name="digests">One per input.</param>
    public static void HashMany(ulong tag, int length, ReadOnlySpan<Goldilocks> elements, Span<Digest> digests) =>
        HashMany(tag, length, elements, digests, VectorPaths.Active);

    public static void HashMany(ulong tag, int length, ReadOnlySpan<Goldilocks> elements, Span<Digest> digests, VectorPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (elements.Length != (long)length * digests.Length)
        {
            throw new ArgumentException($"Expected {digests.Length} inputs of {length} elements; got {elements.Length} elements.", nameof(elements));
        }

        while (digests.Length > 0)
        {
            int count = Math.Min(ChunkInputs, digests.Length);
            if (path == VectorPath.Scalar)
            {
                count = 1;
                digests[0] = Hash(tag, elements[..length]);
            }
            else
            {
                HashInGroups(tag, length, elements[..(count * length)], digests[..count], path);
            }

            elements = elements[(count * length)..];
            digests = digests[count..];
        }
    }

    /// <summary>Up to <see cref="ChunkInputs"/> inputs; unused lanes of the last group compute on zeros.</summary>
    [SkipLocalsInit]
    private static unsafe void HashInGroups(ulong tag, int length, ReadOnlySpan<Goldilocks> elements, Span<Digest> digests, VectorPath path)
    {
        const int lanes = Poseidon2.Lanes;
        Goldilocks* memory = stackalloc Goldilocks[(ChunkInputs + lanes) * Width];
        Goldilocks* first = (Goldilocks*)(((nuint)memory + 63) & ~(nuint)63);
        Span<Goldilocks> groups = new(first, (digests.Length + lanes - 1) / lanes * lanes * Width);
        groups.Clear();
        for (int input = 0; input < digests.Length; input++)
        {
            groups[Index(input, Rate)] = tag;
            groups[Index(input, Rate + 1)] = (ulong)length;
        }

        int absorbed = 0;
        do
        {
            for (int input = 0; input < digests.Length; input++)
            {
                for (int i = 0; i < Rate; i++)
                {
                    groups[Index(input, i)] = absorbed + i < length ? elements[input * length + absorbed + i] : default;
                }
            }

            Poseidon2.Permute8Many(groups, path);
            absorbed += Rate;
        }
        while (absorbed < length);

        for (int i = 0; i < digests.Length; i++)
        {
            digests[i] = new(groups[Index(i, 0)], groups[Index(i, 1)], groups[Index(i, 2)], groups[Index(i, 3)]);
        }

        static int Index(int input, int element) => (input / lanes * Width + element) * lanes + input % lanes;
    }
}
