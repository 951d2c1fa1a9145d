using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollup.Crypto.Signatures;
using Rollup.Crypto.Tests.Curve;
using Rollup.Crypto.Tests.Curve.Reference;

namespace Rollup.Crypto.Tests.Signatures;

/// <summary>tests/vectors/schnorr.json: what it says, where it lies, and how the plain-integer implementation writes it.</summary>
internal sealed record SchnorrVectors(
    string Description,
    SchnorrVectors.SignatureVector[] Signatures,
    SchnorrVectors.InvalidKey[] InvalidKeys,
    SchnorrVectors.InvalidSignature[] InvalidSignatures)
{
    /// <summary>The reason of a well-formed signature that does not verify.</summary>
    public const string Equation = "equation";

    private const int Seed = 8202;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Path
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Rollup.sln")))
            {
                folder = System.IO.Path.GetDirectoryName(folder);
            }

            return System.IO.Path.Combine(folder ?? throw new DirectoryNotFoundException("No Rollup.sln above the tests."), "tests", "vectors", "schnorr.json");
        }
    }

    public static SchnorrVectors Read() => JsonSerializer.Deserialize<SchnorrVectors>(File.ReadAllText(Path), Json)!;

    /// <summary>The name of a refusal in the file: snake_case.</summary>
    public static string ReasonOf(EncodingFault fault) => JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString());

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Everything anew; no code under test takes part, but for the hash.</summary>
    public static SchnorrVectors Generate()
    {
        Random random = new(Seed);
        (BigInteger Secret, Digest Message)[] inputs =
        [
            (1, Digest.Zero),
            (2, new(1, 2, 3, 4)),
            (ReferencePoint.N - 1, new(Goldilocks.Modulus - 1, Goldilocks.Modulus - 1, Goldilocks.Modulus - 1, Goldilocks.Modulus - 1)),
            (BigInteger.One << 318, Digest.Zero),
            .. Enumerable.Range(0, 6).Select(_ => (CurveSamples.NextInteger(random, 48) % ReferencePoint.N, SignatureSamples.NextMessage(random))),
        ];
        SignatureVector[] signatures = [.. inputs.Select(input => SignatureVector.Of(input.Secret, input.Message))];

        return new(
            "Schnorr signatures over ecGFp5, docs/spec/signatures.md. Written by the plain-integer implementation in "
            + "tests/Crypto.Tests/Curve/Reference; bytes in hexadecimal; a challenge is a 16-byte, a nonce a 40-byte big-endian integer.",
            signatures,
            [.. InvalidKeysFor(Bytes(signatures[4].PublicKey))],
            [.. InvalidSignaturesFor(signatures[4], signatures[5])]);
    }

    private static IEnumerable<InvalidKey> InvalidKeysFor(byte[] key)
    {
        yield return new(Hex.Format(key.AsSpan(0, 39)), ReasonOf(EncodingFault.WrongLength));
        yield return new(Hex.Format([.. key, 0]), ReasonOf(EncodingFault.WrongLength));
        yield return new(Hex.Format(new byte[40]), ReasonOf(EncodingFault.NeutralPoint));
        for (int word = 0; word < 5; word++)
        {
            yield return new(Hex.Format(WithWord(key, word, Goldilocks.Modulus)), ReasonOf(EncodingFault.WordNotBelowModulus));
        }

        // w = 0, …, 0, 1, 2, 3: those that encode nothing.
        for (int w = 1; w < 8; w++)
        {
            ReferenceQuintic element = new(w);
            if (ReferencePoint.Decode(element) is null)
            {
                yield return new(Hex.Format(ReferenceSchnorr.Bytes(element)), ReasonOf(EncodingFault.NotAPoint));
            }
        }
    }

    private static IEnumerable<InvalidSignature> InvalidSignaturesFor(SignatureVector honest, SignatureVector other)
    {
        byte[] bytes = Bytes(honest.Signature);
        (byte[] r, byte[] s) = (bytes[..40], bytes[40..]);
        BigInteger sValue = new(s, isUnsigned: true, isBigEndian: true);

        yield return Malformed(bytes[..79], EncodingFault.WrongLength);
        yield return Malformed([.. bytes, 0], EncodingFault.WrongLength);
        for (int word = 0; word < 5; word++)
        {
            yield return Malformed(WithWord(bytes, word, Goldilocks.Modulus), EncodingFault.WordNotBelowModulus);
            yield return Malformed(WithWord(bytes, word, ulong.MaxValue), EncodingFault.WordNotBelowModulus);
        }

        yield return Malformed([.. new byte[40], .. s], EncodingFault.NeutralPoint);
        yield return Malformed([.. r, .. new byte[40]], EncodingFault.ScalarZero);
        yield return Malformed([.. r, .. ReferenceSchnorr.Bytes(ReferencePoint.N)], EncodingFault.ScalarNotBelowOrder);
        yield return Malformed([.. r, .. ReferenceSchnorr.Bytes(sValue + ReferencePoint.N)], EncodingFault.ScalarNotBelowOrder);
        yield return Malformed([.. r, .. Enumerable.Repeat((byte)0xFF, 40)], EncodingFault.ScalarNotBelowOrder);

        yield return Wrong([.. r, .. ReferenceSchnorr.Bytes(ReferencePoint.N - sValue)]); // s negated
        yield return Wrong([.. ReferenceSchnorr.Bytes(-ReadElement(r)), .. s]); // R negated
        yield return Wrong([.. r, .. ReferenceSchnorr.Bytes((sValue + 1) % ReferencePoint.N)]);
        yield return Wrong([.. WithWord(r, 4, 1), .. s]);
        yield return Wrong([.. ReferenceSchnorr.Bytes(new ReferenceQuintic(1)), .. s]);
        yield return Wrong(Bytes(other.Signature));
        yield return new(other.PublicKey, honest.Message, honest.Signature, Equation);
        yield return new(honest.PublicKey, other.Message, honest.Signature, Equation);

        InvalidSignature Malformed(byte[] signature, EncodingFault fault) => new(honest.PublicKey, honest.Message, Hex.Format(signature), ReasonOf(fault));

        InvalidSignature Wrong(byte[] signature) => new(honest.PublicKey, honest.Message, Hex.Format(signature), Equation);
    }

    private static ReferenceQuintic ReadElement(byte[] bytes) =>
        new([.. bytes.Chunk(8).Select(word => new BigInteger(word, isUnsigned: true, isBigEndian: true))]);

    private static byte[] WithWord(byte[] bytes, int index, ulong word)
    {
        byte[] changed = [.. bytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(changed.AsSpan(8 * index), word);
        return changed;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));

    internal sealed record SignatureVector(string SecretKey, string PublicKey, string Message, string Nonce, string Challenge, string Signature)
    {
        public static SignatureVector Of(BigInteger secret, Digest message)
        {
            byte[] signature = ReferenceSchnorr.Sign(secret, message);
            BigInteger challenge = ReferenceSchnorr.Challenge(
                ReadElement(signature[..40]), ReadElement(ReferenceSchnorr.PublicKey(secret)), message);
            return new(
                Hex.Format(ReferenceSchnorr.Bytes(secret)),
                Hex.Format(ReferenceSchnorr.PublicKey(secret)),
                message.ToString(),
                Hex.Format(ReferenceSchnorr.Bytes(ReferenceSchnorr.Nonce(secret, message))),
                Hex.Format(ReferenceSchnorr.Bytes(challenge).AsSpan(24)),
                Hex.Format(signature));
        }
    }

    internal sealed record InvalidKey(string PublicKey, string Reason);

    internal sealed record InvalidSignature(string PublicKey, string Message, string Signature, string Reason);
}
