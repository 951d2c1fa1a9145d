using System.Numerics;
using Rollup.Crypto.Signatures;
using Rollup.Crypto.Tests.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Signatures;

/// <summary>A signature has one form: no relative of it verifies, no other bytes are read.</summary>
public sealed class MalleabilityTests
{
    private static readonly SecretKey Key = SignatureSamples.Key(3);
    private static readonly Digest Message = new(5, 6, 7, 8);
    private static readonly Signature Honest = Schnorr.Sign(Key, Message);

    [Fact]
    [Trait("Plan", "S10")]
    public void A_negated_signature_is_refused_in_each_of_its_parts_and_in_both()
    {
        Assert.False(Verifies(-Honest.R, Honest.S));
        Assert.False(Verifies(Honest.R, -Honest.S));
        Assert.False(Verifies(-Honest.R, -Honest.S));
        Assert.True(Verifies(Honest.R, Honest.S));
    }

    [Fact]
    [Trait("Plan", "S10")]
    public void S_plus_the_order_is_not_another_form_of_s()
    {
        BigInteger s = CurveSamples.ToInteger(Honest.S);
        byte[] bytes = [.. Honest.ToBytes()[..40], .. ReferenceSchnorr.Bytes(s + ReferencePoint.N)];

        Assert.False(Signature.TryRead(bytes, out _, out EncodingFault fault));
        Assert.Equal(EncodingFault.ScalarNotBelowOrder, fault);
    }

    [Theory]
    [Trait("Plan", "S10")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_word_of_r_plus_p_is_not_another_form_of_the_word(int index)
    {
        // Only words below 2^32 − 1 have a second form that fits 64 bits; the largest such word and zero stand for all.
        foreach (ulong word in new ulong[] { 0, 0xFFFF_FFFE })
        {
            byte[] bytes = Honest.ToBytes();
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8 * index), word + Goldilocks.Modulus);

            Assert.False(Signature.TryRead(bytes, out _, out EncodingFault fault));
            Assert.Equal(EncodingFault.WordNotBelowModulus, fault);
        }
    }

    [Fact]
    public void Reading_and_writing_are_inverse()
    {
        Assert.True(Signature.TryRead(Honest.ToBytes(), out Signature? read));
        Assert.Equal(Honest, read);
        Assert.True(Signature.TryParse(Honest.ToString(), out Signature? parsed, out _));
        Assert.Equal(Honest, parsed);
        Assert.Equal(Honest.GetHashCode(), parsed.GetHashCode());
    }

    private static bool Verifies(GoldilocksQuintic r, Crypto.Curve.Scalar s) =>
        Signature.TryCreate(r, s, out Signature? signature, out _) && Schnorr.Verify(Key.PublicKey, Message, signature);
}
