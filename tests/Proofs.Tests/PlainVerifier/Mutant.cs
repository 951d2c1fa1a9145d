using Rollup.Crypto;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>A proof with something wrong in it, drawn from a seed.</summary>
internal sealed record Mutant(string What, Goldilocks[] PublicValues, byte[] Bytes)
{
    private const int HeaderLength = 38;

    /// <param name="other">Another right proof, of which parts can be taken.</param>
    public static Mutant Draw(Random random, Goldilocks[] publicValues, byte[] bytes, byte[] other)
    {
        byte[] changed = [.. bytes];
        int at = random.Next(bytes.Length), word = WordIn(random, bytes, 8), digest = WordIn(random, bytes, 32);
        switch (random.Next(11))
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return new($"a bit of byte {at}", publicValues, changed);
            case 1:
                changed[at] = (byte)(changed[at] + 1 + random.Next(255));
                return new($"byte {at}", publicValues, changed);
            case 2:
                return new($"the first {at} bytes", publicValues, bytes[..at]);
            case 3:
                return new("a byte more", publicValues, [.. bytes, (byte)random.Next(256)]);
            case 4:
                return new($"without byte {at}", publicValues, [.. bytes[..at], .. bytes[(at + 1)..]]);
            case 5:
                Swap(changed, word, WordIn(random, bytes, 8), 8);
                return new($"words swapped with {word}", publicValues, changed);
            case 6:
                Swap(changed, digest, WordIn(random, bytes, 32), 32);
                return new($"digests swapped with {digest}", publicValues, changed);
            case 7:
                changed.AsSpan(word, 8).Fill((byte)(random.Next(2) * 255));
                return new($"word {word} all zeros or all ones", publicValues, changed);
            case 8:
                at = Math.Min(at, other.Length);
                return new($"another proof's bytes from {at} on", publicValues, [.. bytes[..at], .. other[at..]]);
            case 9:
                changed[HeaderLength] = (byte)random.Next(70);
                return new($"height {changed[HeaderLength]}", publicValues, changed);
            default:
                Goldilocks[] values = [.. publicValues];
                values[random.Next(values.Length)] += new Goldilocks((ulong)random.Next(1, 10));
                return new("a public value", values, bytes);
        }
    }

    /// <summary>A place that a word or digest could start at, counted from the end, where openings lie.</summary>
    private static int WordIn(Random random, byte[] bytes, int length) => bytes.Length - length * (1 + random.Next((bytes.Length - HeaderLength) / length));

    private static void Swap(byte[] bytes, int first, int second, int length)
    {
        byte[] kept = bytes[first..(first + length)];
        bytes.AsSpan(second, length).CopyTo(bytes.AsSpan(first));
        kept.CopyTo(bytes, second);
    }
}
