namespace Rollup.Crypto.Tests;

/// <summary>Field elements that arithmetic tends to get wrong, mixed with random ones.</summary>
/// <remarks>The messages in tests/vectors/schnorr.json come from here, so <see cref="Next"/> must not change what it draws.</remarks>
internal static class Samples
{
    internal static readonly ulong[] Edges =
    [
        0, 1, 2, 3, Goldilocks.Modulus - 1, Goldilocks.Modulus - 2,
        0xFFFF_FFFF, 0x1_0000_0000, 0x1_0000_0001, 0xFFFF_FFFE_0000_0001, 0xFFFF_FFFE_FFFF_FFFF, 0xFFFF_FFFF_0000_0000,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0x7FFF_FFFF_8000_0000, 0x7FFF_FFFF_8000_0001,
    ];

    /// <summary>An edge value in one of three cases, else uniform.</summary>
    internal static Goldilocks Next(Random random) => random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : Uniform(random);

    internal static ulong Uniform(Random random)
    {
        Span<byte> bytes = stackalloc byte[8];
        random.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    /// <summary>Any 64 bits; in one of three cases close to a multiple of 2^32 or at an end, where carries happen.</summary>
    internal static ulong Word(Random random)
    {
        ulong word = Uniform(random);
        return random.Next(6) switch
        {
            0 => ulong.MaxValue - (word & 0x1_FFFF_FFFF),
            1 => (word & 0xFFFF_FFFF_0000_0000) + (ulong)random.Next(3) - 1,
            _ => word,
        };
    }

    internal static Digest Digest(Random random) => new(Next(random), Next(random), Next(random), Next(random));
}
