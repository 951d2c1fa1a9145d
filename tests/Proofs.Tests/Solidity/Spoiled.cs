using System.Buffers.Binary;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>Every way to spoil a right proof that is tried: for each part of it, and for it as a whole.</summary>
internal static class Spoiled
{
    public static IEnumerable<Splice> Of(VerifyingKey key, byte[] publicValues, byte[] proof) =>
    [
        .. ProofMap.Of(key, proof).Where(part => part.Length > 0).SelectMany((part, index) => OfPart(ProofMap.Of(key, proof), index, part, proof)),
        new("no proof at all", IsPublic: false, 0, proof.Length, []),
        new("a byte less", IsPublic: false, proof.Length - 1, 1, []),
        new("a byte more", IsPublic: false, proof.Length, 0, [0]),
        .. OfPublicValues(publicValues),
    ];

    private static IEnumerable<Splice> OfPublicValues(byte[] publicValues)
    {
        for (int at = 0; at < publicValues.Length; at += sizeof(ulong))
        {
            yield return Flip($"public value {at / sizeof(ulong)} changed", publicValues, at + 7) with { IsPublic = true };
        }

        if (publicValues.Length > 0)
        {
            yield return new("a public value less", IsPublic: true, publicValues.Length - 8, 8, []);
        }

        yield return new("a public value more", IsPublic: true, publicValues.Length, 0, new byte[8]);
    }

    private static IEnumerable<Splice> OfPart(IReadOnlyList<ProofPart> parts, int index, ProofPart part, byte[] proof)
    {
        int last = part.Start + part.Length - 1;
        if (part.Kind != PartKind.Count)
        {
            yield return Flip($"{part.Name}: first item changed", proof, part.Start + part.ItemLength - 1);
            yield return Flip($"{part.Name}: last item changed", proof, last);
        }

        if (part.Kind == PartKind.Elements)
        {
            // p itself, the least number that is no element, and the greatest.
            yield return new($"{part.Name}: first element is p", IsPublic: false, part.Start, 8, [255, 255, 255, 255, 0, 0, 0, 1]);
            yield return new($"{part.Name}: last element is 2^64 - 1", IsPublic: false, last - 7, 8, [.. Enumerable.Repeat((byte)255, 8)]);
        }

        if (part.Kind == PartKind.Count)
        {
            ProofPart list = parts[index + 1].Name == part.Name["count of ".Length..] ? parts[index + 1] : part with { Length = 0 };
            yield return Counted($"{part.Name}: one less, and an item less", proof, part, -1, list.Length > 0 ? list.Start + list.Length - list.ItemLength : 0, list.Length > 0 ? list.ItemLength : 0, 0);
            yield return Counted($"{part.Name}: one more, and an item more", proof, part, 1, part.Start + 4, 0, list.ItemLength);
            yield return Counted($"{part.Name}: one more, and nothing else", proof, part, 1, 0, 0, 0);
            yield return new($"{part.Name}: 2^32 - 1", IsPublic: false, part.Start, 4, [255, 255, 255, 255]);
        }
    }

    private static Splice Flip(string what, byte[] bytes, int at) => new(what, IsPublic: false, at, 1, [(byte)(bytes[at] ^ 1)]);

    /// <summary>Another count, and items added behind it or taken from the list's end: one splice from the count on.</summary>
    private static Splice Counted(string what, byte[] proof, ProofPart part, int change, int removeAt, int removed, int added)
    {
        byte[] count = Count(proof, part, change);
        byte[] between = removed > 0 ? proof[(part.Start + 4)..removeAt] : [];
        return new(what, IsPublic: false, part.Start, 4 + between.Length + removed, [.. count, .. between, .. new byte[added]]);
    }
    /// <summary>Another count, and items inserted further back.</summary>
    public static Splice Counted(string what, byte[] proof, ProofPart part, int change, byte[] added, int addAt)
    {
        int behind = part.Start + part.Length;
        return new(what, IsPublic: false, part.Start, addAt - part.Start, [.. Count(proof, part, change), .. proof[behind..addAt], .. added]);
    }

    private static byte[] Count(byte[] proof, ProofPart part, int change)
    {
        byte[] count = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(count, BinaryPrimitives.ReadInt32BigEndian(proof.AsSpan(part.Start)) + change);
        return count;
    }
}
