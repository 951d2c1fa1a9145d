using Rollup.Crypto.Curve;

namespace Rollup.Crypto.Signatures;

/// <summary>Schnorr signatures of digests over ecGFp5, with a 128-bit challenge and deterministic nonces.</summary>
/// <remarks>Specification: docs/spec/signatures.md. The steps carry the same numbers there.</remarks>
public static partial class Schnorr
{
    /// <summary>Signs. The same key and message always give the same signature.</summary>
    public static Signature Sign(SecretKey key, Digest message)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            // 1. Derive k, commit to R = k·G.
            Scalar nonce = Nonce(key.Scalar, message, attempt);
            GoldilocksQuintic r = CurvePoint.MultiplyGenerator(nonce).Encode();

            // 2. e from R, key and message.
            UInt128 challenge = Challenge(r, key.PublicKey, message);

            // 3. s = k + e·sk. R or s zero happens with probability 2^−318; the next attempt has another nonce.
            Scalar s = nonce + new Scalar(challenge) * key.Scalar;
            if (Signature.TryCreate(r, s, out Signature? signature, out _))
            {
                return signature;
            }
        }
    }

    /// <summary>Whether s·G − e·PK is the point that R encodes.</summary>
    public static bool Verify(PublicKey key, Digest message, Signature signature)
    {
        // 2. e from R, key and message.
        UInt128 challenge = Challenge(signature.R, key, message);

        // 4. Recompute the commitment and compare.
        return VerifyWith(challenge, key, signature, VectorPaths.Active);
    }

    /// <summary>e = h₀ + 2^64·h₁, where h = H(tag, R, key, message).</summary>
    public static UInt128 Challenge(GoldilocksQuintic r, PublicKey key, Digest message)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[ChallengeInputLength];
        WriteChallengeInput(r, key, message, elements);
        return ChallengeOf(Sponge.Hash(SchnorrTags.Challenge, elements));
    }

    private static void WriteChallengeInput(GoldilocksQuintic r, PublicKey key, Digest message, Span<Goldilocks> elements)
    {
        r.CopyTo(elements);
        key.Encoded.CopyTo(elements[5..]);
        message.CopyTo(elements[10..]);
    }

    private static UInt128 ChallengeOf(Digest hash) => new(upper: hash.E1.Value, lower: hash.E0.Value);

    private static bool VerifyWith(UInt128 challenge, PublicKey key, Signature signature, VectorPath path)
    {
        CurvePoint commitment = CurvePoint.ForVerification(signature.S, challenge, key.Point, path);

        // Whether R is the encoding T/U, without the inversion. The neutral point (U = 0) never matches: T is not zero.
        return signature.R * commitment.U == commitment.T;
    }

    /// <summary>k = Σ hᵢ·pⁱ mod n over the eight elements of two hashes of (key, message, counter).</summary>
    /// <remarks>
    /// Eight elements are a uniform integer below p^8, so k is uniform up to a bias of n/p^8 &lt; 2^−192. The key enters in
    /// 32-bit limbs, since its 64-bit words need not be field elements.
    /// </remarks>
    internal static Scalar Nonce(Scalar key, Digest message, ulong attempt)
    {
        Span<Goldilocks> input = stackalloc Goldilocks[15];
        for (int i = 0; i < 5; i++)
        {
            input[2 * i] = (uint)key[i];
            input[2 * i + 1] = key[i] >> 32;
        }

        message.CopyTo(input[10..]);

        Span<Goldilocks> digits = stackalloc Goldilocks[8];
        for (ulong half = 0; half < 2; half++)
        {
            input[14] = 2 * attempt + half;
            Sponge.Hash(SchnorrTags.Nonce, input).CopyTo(digits[(int)(4 * half)..]);
        }

        return Scalar.FromDigits(digits);
    }
}
