using System.Buffers.Binary;
using System.Numerics;
using Rollup.Crypto.Curve;
using Rollup.Crypto.Signatures;
using Rollup.Crypto.Tests.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Signatures;

/// <summary>Each refusal of bytes from outside, by its own name.</summary>
public sealed class StrictEncodingTests
{
    private static readonly SecretKey Key = SignatureSamples.Key(4);
    private static readonly byte[] KeyBytes = Key.PublicKey.ToBytes();
    private static readonly byte[] SignatureBytes = Schnorr.Sign(Key, new(1, 1, 1, 1)).ToBytes();

    [Theory]
    [InlineData(0)]
    [InlineData(39)]
    [InlineData(41)]
    [InlineData(80)]
    public void A_key_of_another_length_is_refused(int length) => AssertKeyFault(new byte[length], EncodingFault.WrongLength);

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(79)]
    [InlineData(81)]
    public void A_signature_of_another_length_is_refused(int length) => AssertSignatureFault(new byte[length], EncodingFault.WrongLength);

    [Fact]
    [Trait("Plan", "S08")]
    public void The_neutral_point_is_no_key() => AssertKeyFault(new byte[40], EncodingFault.NeutralPoint);

    [Fact]
    [Trait("Plan", "S08")]
    public void An_element_that_encodes_no_point_is_no_key()
    {
        // The first of the reference implementation's undecodable elements, see PublishedVectorTests.
        ulong[] words = [13557832913345268708, 15669280705791538619, 8534654657267986396, 12533218303838131749, 5058070698878426028];
        byte[] bytes = new byte[40];
        for (int i = 0; i < 5; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8 * i), words[i]);
        }

        AssertKeyFault(bytes, EncodingFault.NotAPoint);
    }

    [Theory]
    [Trait("Plan", "S09")]
    [InlineData(0xFFFF_FFFF_0000_0001)]
    [InlineData(0xFFFF_FFFF_0000_0002)]
    [InlineData(ulong.MaxValue)]
    public void A_word_not_below_p_is_refused_in_any_position(ulong word)
    {
        for (int i = 0; i < 5; i++)
        {
            byte[] key = [.. KeyBytes], signature = [.. SignatureBytes];
            BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(8 * i), word);
            BinaryPrimitives.WriteUInt64BigEndian(signature.AsSpan(8 * i), word);

            AssertKeyFault(key, EncodingFault.WordNotBelowModulus);
            AssertSignatureFault(signature, EncodingFault.WordNotBelowModulus);
        }
    }

    [Fact]
    [Trait("Plan", "S09")]
    public void A_signature_with_s_not_below_the_order_is_refused()
    {
        foreach (BigInteger s in new[] { ReferencePoint.N, ReferencePoint.N + 1, BigInteger.One << 319, (BigInteger.One << 320) - 1 })
        {
            AssertSignatureFault([.. SignatureBytes[..40], .. ReferenceSchnorr.Bytes(s)], EncodingFault.ScalarNotBelowOrder);
        }
    }

    [Fact]
    [Trait("Plan", "S09")]
    public void A_signature_with_s_zero_is_refused() => AssertSignatureFault([.. SignatureBytes[..40], .. new byte[40]], EncodingFault.ScalarZero);

    [Fact]
    [Trait("Plan", "S09")]
    public void A_signature_with_the_neutral_point_as_r_is_refused() =>
        AssertSignatureFault([.. new byte[40], .. SignatureBytes[40..]], EncodingFault.NeutralPoint);

    [Fact]
    [Trait("Plan", "S09")]
    public void A_signature_whose_equation_holds_with_the_neutral_point_is_refused_all_the_same()
    {
        // R = 0 and s = e·sk: everything that verification computes agrees, and still it is no signature.
        UInt128 e = Schnorr.Challenge(GoldilocksQuintic.Zero, Key.PublicKey, new(1, 1, 1, 1));
        Scalar s = new Scalar(e) * Key.Scalar;

        Assert.True(CurvePoint.ForVerification(s, e, Key.PublicKey.Point, VectorPath.Scalar).IsNeutral);
        Assert.False(Signature.TryCreate(GoldilocksQuintic.Zero, s, out _, out EncodingFault fault));
        Assert.Equal(EncodingFault.NeutralPoint, fault);
    }

    [Fact]
    public void A_secret_key_is_from_one_to_the_order_minus_one()
    {
        Assert.False(SecretKey.TryRead(new byte[40], out _, out EncodingFault zero));
        Assert.Equal(EncodingFault.ScalarZero, zero);
        Assert.False(SecretKey.TryRead(ReferenceSchnorr.Bytes(ReferencePoint.N), out _, out EncodingFault order));
        Assert.Equal(EncodingFault.ScalarNotBelowOrder, order);
        Assert.False(SecretKey.TryRead(new byte[39], out _, out EncodingFault length));
        Assert.Equal(EncodingFault.WrongLength, length);
        Assert.True(SecretKey.TryRead(ReferenceSchnorr.Bytes(1), out SecretKey? one));
        Assert.Equal(CurvePoint.Generator, one.PublicKey.Point);
    }

    [Fact]
    public void A_seed_is_reduced_modulo_the_order()
    {
        byte[] seed = Enumerable.Repeat((byte)0xFF, 64).ToArray();
        byte[] bytes = new byte[SecretKey.ByteCount];
        SecretKey.FromSeed(seed).Write(bytes);

        Assert.Equal(ReferenceSchnorr.Bytes(((BigInteger.One << 512) - 1) % ReferencePoint.N), bytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => SecretKey.FromSeed(new byte[55]));
        Assert.Equal(CurvePoint.Generator, SecretKey.FromSeed(new byte[64]).PublicKey.Point);
    }

    [Fact]
    [Trait("Plan", "Y01")]
    public void A_secret_key_does_not_print_itself()
    {
        byte[] bytes = new byte[SecretKey.ByteCount];
        Key.Write(bytes);

        Assert.DoesNotContain(Convert.ToHexStringLower(bytes), $"{Key}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(CurveSamples.ToInteger(Key.Scalar).ToString(), $"{Key}", StringComparison.Ordinal);
        Assert.Equal(["PublicKey"], typeof(SecretKey).GetProperties().Select(property => property.Name));
    }

    [Fact]
    public void Fresh_keys_differ_and_sign()
    {
        SecretKey first = SecretKey.Generate(), second = SecretKey.Generate();

        Assert.NotEqual(first.PublicKey, second.PublicKey);
        Assert.True(Schnorr.Verify(first.PublicKey, Digest.Zero, Schnorr.Sign(first, Digest.Zero)));
    }

    [Fact]
    public void Keys_are_read_back_from_bytes_and_text()
    {
        Assert.True(PublicKey.TryRead(KeyBytes, out PublicKey? read));
        Assert.True(PublicKey.TryParse(Key.PublicKey.ToString(), out PublicKey? parsed, out _));
        Assert.Equal(Key.PublicKey, read);
        Assert.Equal(read, parsed);
        Assert.Equal(read.GetHashCode(), parsed.GetHashCode());
        Assert.False(PublicKey.TryParse(Key.PublicKey.ToString().ToUpperInvariant(), out _, out _));
    }

    [Fact]
    public void Every_fault_has_its_own_sentence()
    {
        string[] sentences = [.. Enum.GetValues<EncodingFault>().Select(fault => fault.Describe())];

        Assert.Equal(sentences.Length, sentences.Distinct().Count());
    }

    private static void AssertKeyFault(byte[] bytes, EncodingFault expected)
    {
        Assert.False(PublicKey.TryRead(bytes, out PublicKey? key, out EncodingFault fault));
        Assert.Equal(expected, fault);
        Assert.Null(key);
    }

    private static void AssertSignatureFault(byte[] bytes, EncodingFault expected)
    {
        Assert.False(Signature.TryRead(bytes, out Signature? signature, out EncodingFault fault));
        Assert.Equal(expected, fault);
        Assert.Null(signature);
    }
}
