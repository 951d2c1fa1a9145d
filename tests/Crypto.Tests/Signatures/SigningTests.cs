using System.Numerics;
using Rollup.Crypto.Curve;
using Rollup.Crypto.Signatures;
using Rollup.Crypto.Tests.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Signatures;

public sealed class SigningTests
{
    private static readonly SecretKey Key = SignatureSamples.Key(1);
    private static readonly Digest Message = new(1, 2, 3, 4);

    [Fact]
    public void A_signature_verifies_for_its_key_and_for_no_other()
    {
        Signature signature = Schnorr.Sign(Key, Message);

        Assert.True(Schnorr.Verify(Key.PublicKey, Message, signature));
        Assert.False(Schnorr.Verify(SignatureSamples.Key(2).PublicKey, Message, signature));
    }

    [Fact]
    public void A_signature_verifies_for_no_message_that_differs_in_one_element()
    {
        Signature signature = Schnorr.Sign(Key, Message);
        for (int i = 0; i < 4; i++)
        {
            Goldilocks[] elements = new Goldilocks[4];
            Message.CopyTo(elements);
            elements[i] += Goldilocks.One;

            Assert.False(Schnorr.Verify(Key.PublicKey, Digest.From(elements), signature), $"element {i}");
        }
    }

    [Fact]
    [Trait("Plan", "S14")]
    public void Signing_is_deterministic_and_no_two_messages_or_keys_share_a_nonce()
    {
        Assert.Equal(Schnorr.Sign(Key, Message), Schnorr.Sign(Key, Message));

        Signature[] signatures =
        [
            .. Enumerable.Range(0, 50).Select(i => Schnorr.Sign(Key, new((ulong)i, 0, 0, 0))),
            .. Enumerable.Range(2, 50).Select(i => Schnorr.Sign(SignatureSamples.Key(i), new(0, 0, 0, 0))),
        ];
        Assert.Equal(signatures.Length, signatures.Select(signature => signature.R).Distinct().Count());
    }

    [Fact]
    public void Every_attempt_at_a_nonce_is_the_specified_one()
    {
        // A second attempt is needed once in 2^318 signatures, so nothing else would show a mistake here.
        for (ulong attempt = 0; attempt < 3; attempt++)
        {
            BigInteger expected = ReferenceSchnorr.Nonce(CurveSamples.ToInteger(Key.Scalar), Message, (int)attempt);

            Assert.Equal(expected, CurveSamples.ToInteger(Schnorr.Nonce(Key.Scalar, Message, attempt)));
        }
    }

    [Fact]
    public void Every_bit_of_a_signature_counts()
    {
        byte[] honest = Schnorr.Sign(Key, Message).ToBytes();
        for (int bit = 0; bit < 8 * honest.Length; bit++)
        {
            byte[] flipped = [.. honest];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(Signature.TryRead(flipped, out Signature? signature) && Schnorr.Verify(Key.PublicKey, Message, signature), $"bit {bit}");
        }
    }

    [Fact]
    public void The_largest_key_signs_as_any_other()
    {
        byte[] bytes = new byte[SecretKey.ByteCount];
        (-Scalar.One).Write(bytes);
        Assert.True(SecretKey.TryRead(bytes, out SecretKey? key));

        Assert.Equal((-CurvePoint.Generator).Encode(), key.PublicKey.Encoded);
        Assert.True(Schnorr.Verify(key.PublicKey, Message, Schnorr.Sign(key, Message)));
    }
}
