using Rollup.Crypto.Signatures;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Signatures;

/// <summary>The vectors that every implementation of the signatures reads.</summary>
public sealed class SchnorrVectorTests
{
    /// <summary>Set to 1, it makes the test below write the file instead of comparing it.</summary>
    private const string RewriteVariable = "ROLLUP_REWRITE_VECTORS";

    private static readonly SchnorrVectors Vectors = SchnorrVectors.Read();

    [Fact]
    [Trait("Plan", "S14")]
    public void Signing_gives_the_stored_signatures()
    {
        Assert.NotEmpty(Vectors.Signatures);
        foreach (SchnorrVectors.SignatureVector vector in Vectors.Signatures)
        {
            Assert.True(SecretKey.TryRead(Bytes(vector.SecretKey), out SecretKey? key));
            Assert.True(Digest.TryParse(vector.Message, out Digest message));
            Signature signature = Schnorr.Sign(key, message);

            Assert.Equal(vector.PublicKey, key.PublicKey.ToString());
            Assert.Equal(vector.Signature, signature.ToString());
            Assert.Equal(UInt128.Parse(vector.Challenge.AsSpan(2), System.Globalization.NumberStyles.HexNumber), Schnorr.Challenge(signature.R, key.PublicKey, message));
            Assert.True(Schnorr.Verify(key.PublicKey, message, signature));
        }
    }

    [Fact]
    [Trait("Plan", "S08")]
    public void Each_stored_invalid_key_is_refused_for_its_reason()
    {
        Assert.NotEmpty(Vectors.InvalidKeys);
        foreach (SchnorrVectors.InvalidKey vector in Vectors.InvalidKeys)
        {
            Assert.False(PublicKey.TryRead(Bytes(vector.PublicKey), out _, out EncodingFault fault));
            Assert.Equal(vector.Reason, SchnorrVectors.ReasonOf(fault));
        }
    }

    [Fact]
    [Trait("Plan", "S09")]
    public void Each_stored_invalid_signature_is_refused_for_its_reason()
    {
        Assert.NotEmpty(Vectors.InvalidSignatures);
        foreach (SchnorrVectors.InvalidSignature vector in Vectors.InvalidSignatures)
        {
            Assert.True(PublicKey.TryRead(Bytes(vector.PublicKey), out PublicKey? key));
            Assert.True(Digest.TryParse(vector.Message, out Digest message));
            bool isWellFormed = Signature.TryRead(Bytes(vector.Signature), out Signature? signature, out EncodingFault fault);

            Assert.Equal(vector.Reason, isWellFormed ? SchnorrVectors.Equation : SchnorrVectors.ReasonOf(fault));
            Assert.False(isWellFormed && Schnorr.Verify(key, message, signature!), $"{vector}");
        }
    }

    [Fact]
    public void The_plain_integer_implementation_writes_exactly_this_file()
    {
        string generated = SchnorrVectors.Generate().ToJson();
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1")
        {
            File.WriteAllText(SchnorrVectors.Path, generated);
        }

        Assert.Equal(generated, File.ReadAllText(SchnorrVectors.Path));
    }

    [Fact]
    public void The_plain_integer_implementation_accepts_what_this_one_signs_and_nothing_else()
    {
        SecretKey key = SignatureSamples.Key(9);
        Digest message = new(4, 3, 2, 1);
        byte[] publicKey = key.PublicKey.ToBytes(), signature = Schnorr.Sign(key, message).ToBytes();
        byte[] changed = [.. signature];
        changed[79] ^= 1;

        Assert.True(ReferenceSchnorr.Verify(publicKey, message, signature));
        Assert.False(ReferenceSchnorr.Verify(publicKey, message, changed));
        Assert.False(ReferenceSchnorr.Verify(publicKey, new(4, 3, 2, 2), signature));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));
}
