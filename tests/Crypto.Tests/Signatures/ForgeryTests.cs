using Rollup.Crypto.Curve;
using Rollup.Crypto.Signatures;

namespace Rollup.Crypto.Tests.Signatures;

/// <summary>
/// What a challenge that left something out would let anyone do. Each forgery satisfies the equation under the weakened
/// challenge, which shows that the attack is right, and fails under the real one.
/// </summary>
public sealed class ForgeryTests
{
    private static readonly PublicKey Victim = SignatureSamples.Key(5).PublicKey;
    private static readonly Digest Message = new(9, 9, 9, 9);
    private static readonly Scalar Chosen = Scalar.Reduce([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

    [Fact]
    public void A_challenge_without_r_would_let_anyone_compute_r_from_s()
    {
        UInt128 e = Schnorr.Challenge(GoldilocksQuintic.Zero, Victim, Message);
        CurvePoint r = Commitment(Chosen, e, Victim.Point);

        AssertForged(r, Chosen, e, Victim, Message);
    }

    [Fact]
    public void A_challenge_without_the_key_would_let_anyone_make_a_key_for_a_signature()
    {
        CurvePoint r = CurvePoint.MultiplyGenerator(Chosen * Chosen);
        UInt128 e = Schnorr.Challenge(r.Encode(), Victim, Message); // the victim's key stands for a constant

        // A key with s·G − e·key = R that nobody knows the secret of.
        CurvePoint key = new Scalar(e).Inverse() * (CurvePoint.MultiplyGenerator(Chosen) - r);
        Assert.True(PublicKey.TryDecode(key.Encode(), out PublicKey? forged, out _));

        AssertForged(r, Chosen, e, forged, Message);
    }

    [Fact]
    public void A_challenge_without_the_message_would_make_a_signature_fit_every_message()
    {
        SecretKey signer = SignatureSamples.Key(6);
        Signature signature = Schnorr.Sign(signer, Message);
        UInt128 e = Schnorr.Challenge(signature.R, signer.PublicKey, Message); // as if the message did not enter
        Assert.True(CurvePoint.TryDecode(signature.R, out CurvePoint r));

        AssertForged(r, signature.S, e, signer.PublicKey, new(9, 9, 9, 8));
    }

    [Fact]
    public void A_multiple_of_a_signature_for_a_multiple_of_the_key_is_no_signature()
    {
        // Without the key in the challenge, (R, s + e·t) would be a signature under key + t·G.
        SecretKey signer = SignatureSamples.Key(7);
        Signature signature = Schnorr.Sign(signer, Message);
        UInt128 e = Schnorr.Challenge(signature.R, signer.PublicKey, Message);
        CurvePoint shifted = signer.PublicKey.Point + CurvePoint.MultiplyGenerator(Chosen);
        Assert.True(PublicKey.TryDecode(shifted.Encode(), out PublicKey? key, out _));
        Assert.True(CurvePoint.TryDecode(signature.R, out CurvePoint r));

        AssertForged(r, signature.S + new Scalar(e) * Chosen, e, key, Message);
    }

    private static void AssertForged(CurvePoint r, Scalar s, UInt128 weakChallenge, PublicKey key, Digest message)
    {
        Assert.Equal(r, Commitment(s, weakChallenge, key.Point));
        Assert.True(Signature.TryCreate(r.Encode(), s, out Signature? signature, out _));
        Assert.False(Schnorr.Verify(key, message, signature));
    }

    private static CurvePoint Commitment(Scalar s, UInt128 e, CurvePoint key) => CurvePoint.MultiplyGenerator(s) - new Scalar(e) * key;
}
