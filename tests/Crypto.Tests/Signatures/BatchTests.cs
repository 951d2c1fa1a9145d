using Rollup.Crypto.Signatures;

namespace Rollup.Crypto.Tests.Signatures;

public sealed class BatchTests
{
    public static TheoryData<VectorPath> Paths => [.. VectorPaths.Supported];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_batch_of_any_length_finds_exactly_the_bad_signatures(VectorPath path)
    {
        SecretKey key = SecretKey.FromSeed(new byte[64]);
        SignatureCheck[] checks = [.. Enumerable.Range(0, 45).Select(i => Check(key, (ulong)i, isValid: i % 5 != 3))];
        for (int length = 0; length <= checks.Length; length += length < 20 ? 1 : 5)
        {
            bool[] results = new bool[length];
            bool all = Schnorr.VerifyBatch(checks.AsSpan(0, length), results, path);

            Assert.Equal([.. Enumerable.Range(0, length).Select(i => i % 5 != 3)], results);
            Assert.Equal(!results.Contains(false), all);
        }
    }

    private static SignatureCheck Check(SecretKey key, ulong i, bool isValid)
    {
        Digest message = new(i, 0, 0, 0);
        return new(key.PublicKey, isValid ? message : new(i, 1, 0, 0), Schnorr.Sign(key, message));
    }
}
