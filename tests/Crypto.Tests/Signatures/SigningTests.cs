using Rollup.Crypto.Signatures;

namespace Rollup.Crypto.Tests.Signatures;

public sealed class SigningTests
{
    private static readonly SecretKey Key = SecretKey.FromSeed([.. Enumerable.Range(1, 64).Select(i => (byte)i)]);
    private static readonly Digest Message = new(1, 2, 3, 4);

    [Fact]
    public void A_signature_verifies_for_its_key_and_message_and_for_no_other()
    {
        Signature signature = Schnorr.Sign(Key, Message);
        SecretKey other = SecretKey.FromSeed(new byte[64]);

        Assert.True(Schnorr.Verify(Key.PublicKey, Message, signature));
        Assert.False(Schnorr.Verify(other.PublicKey, Message, signature));
        for (int i = 0; i < 4; i++)
        {
            Goldilocks[] words = new Goldilocks[4];
            Message.CopyTo(words);
            words[i] += Goldilocks.One;
            Assert.False(Schnorr.Verify(Key.PublicKey, Digest.From(words), signature), $"message word {i}");
        }
    }
}
