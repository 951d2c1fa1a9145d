using Rollup.Crypto.Signatures;

namespace Rollup.Crypto.Tests.Signatures;

internal static class SignatureSamples
{
    public static SecretKey Key(int number)
    {
        byte[] seed = new byte[64];
        BitConverter.TryWriteBytes(seed, number);
        return SecretKey.FromSeed(seed);
    }

    public static Digest NextMessage(Random random) =>
        new(Samples.Next(random), Samples.Next(random), Samples.Next(random), Samples.Next(random));
}
