using System.Buffers.Binary;
using Rollup.Crypto;
using Rollup.Proofs.Tests.Solidity;

namespace Rollup.Proofs.Tests.Recursion.Verdicts;

/// <summary>A proof with another element somewhere: its form stays, so that all verifiers can be shown it.</summary>
internal static class PartMutant
{
    private const int WordLength = 8;

    /// <param name="parts">Of a right proof of these verifiers.</param>
    public static JudgedProof Draw(Random random, AllVerifiers verifiers, IReadOnlyList<ProofPart> parts)
    {
        if (random.Next(20) == 0)
        {
            Goldilocks[] values = [.. verifiers.PublicValues];
            values[random.Next(values.Length)] += new Goldilocks((ulong)random.Next(1, 10));
            return new(verifiers, values, verifiers.Bytes, "a public value");
        }

        // Each part as often as any other, however long it is.
        ProofPart[] places = [.. parts.Where(part => part.Kind is PartKind.Elements or PartKind.Digests && part.Length > 0)];
        ProofPart place = places[random.Next(places.Length)];
        byte[] bytes = [.. verifiers.Bytes];
        Span<byte> word = bytes.AsSpan(WordIn(random, place), WordLength);
        Span<byte> other = bytes.AsSpan(WordIn(random, place), WordLength);
        Goldilocks value = new(BinaryPrimitives.ReadUInt64BigEndian(word));
        string change;
        switch (random.Next(4))
        {
            case 0:
                BinaryPrimitives.WriteUInt64BigEndian(word, (value + Goldilocks.One).Value);
                change = "one more";
                break;
            case 1:
                word.Clear();
                change = "zero";
                break;
            case 2:
                BinaryPrimitives.WriteUInt64BigEndian(word, new Goldilocks((ulong)random.NextInt64()).Value);
                change = "any other";
                break;
            default:
                byte[] kept = word.ToArray();
                other.CopyTo(word);
                kept.CopyTo(other);
                change = "swapped with another";
                break;
        }

        return new(verifiers, verifiers.PublicValues, bytes, $"{place.Name}: {change}");
    }

    private static int WordIn(Random random, ProofPart part) => part.Start + WordLength * random.Next(part.Length / WordLength);
}
