using System.Runtime.CompilerServices;
using Rollup.Crypto.Curve;

namespace Rollup.Crypto.Signatures;

/// <summary>Many signatures at once: one in each lane of the vector registers, every one verified by itself.</summary>
/// <remarks>
/// No random combination of the equations: the answer is exact, one bad signature costs the others nothing, and the time
/// does not depend on who sent what. See docs/decisions/signature-batches.md.
/// </remarks>
public static partial class Schnorr
{
    private const int ChallengeInputLength = 14;

    /// <summary>Challenges hashed in one go: what the hash kernels interleave.</summary>
    private const int ChunkLength = 32;

    /// <summary>Verifies each check; the results are exactly those of <see cref="Verify"/>.</summary>
    /// <param name="results">As many as checks.</param>
    /// <returns>Whether all are valid.</returns>
    public static bool VerifyBatch(ReadOnlySpan<SignatureCheck> checks, Span<bool> results) => VerifyBatch(checks, results, VectorPaths.Active);

    public static bool VerifyBatch(ReadOnlySpan<SignatureCheck> checks, Span<bool> results, VectorPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Length, checks.Length);
        for (int start = 0; start < checks.Length; start += ChunkLength)
        {
            int count = Math.Min(ChunkLength, checks.Length - start);
            VerifyChunk(checks.Slice(start, count), results.Slice(start, count), path);
        }

        return !results.Contains(false);
    }

    private static void VerifyChunk(ReadOnlySpan<SignatureCheck> checks, Span<bool> results, VectorPath path)
    {
        Span<UInt128> challenges = stackalloc UInt128[ChunkLength];
        HashChallenges(checks, challenges, path);

        int width = path switch { VectorPath.Avx512 => PackedGoldilocks512.Width, VectorPath.Avx2 => PackedGoldilocks256.Width, _ => 1 };
        for (int start = 0; start < checks.Length; start += width)
        {
            int count = Math.Min(width, checks.Length - start);
            ReadOnlySpan<SignatureCheck> group = checks.Slice(start, count);
            Span<bool> groupResults = results.Slice(start, count);

            // A pack costs as much as two to three single verifications, however many of its lanes are used.
            if (count <= 2)
            {
                VerifySingly(group, challenges[start..], groupResults, path);
            }
            else if (path == VectorPath.Avx512)
            {
                VerifyPack<PackedGoldilocks512>(group, challenges[start..], groupResults);
            }
            else
            {
                VerifyPack<PackedGoldilocks256>(group, challenges[start..], groupResults);
            }
        }
    }

    private static void VerifySingly(ReadOnlySpan<SignatureCheck> checks, ReadOnlySpan<UInt128> challenges, Span<bool> results, VectorPath path)
    {
        for (int i = 0; i < checks.Length; i++)
        {
            results[i] = VerifyWith(challenges[i], checks[i].Key, checks[i].Signature, path);
        }
    }

    [SkipLocalsInit]
    private static void VerifyPack<TPack>(ReadOnlySpan<SignatureCheck> checks, ReadOnlySpan<UInt128> challenges, Span<bool> results)
        where TPack : unmanaged, IPackedField<TPack>
    {
        Span<CurvePoint> keys = stackalloc CurvePoint[TPack.Width];
        Span<UInt128> laneChallenges = stackalloc UInt128[TPack.Width];
        Span<Scalar> scalars = stackalloc Scalar[TPack.Width];
        Span<GoldilocksQuintic> encodings = stackalloc GoldilocksQuintic[TPack.Width];
        Span<bool> valid = stackalloc bool[TPack.Width];
        for (int lane = 0; lane < TPack.Width; lane++)
        {
            int i = Math.Min(lane, checks.Length - 1); // lanes to spare repeat the last check
            keys[lane] = checks[i].Key.Point;
            laneChallenges[lane] = challenges[i];
            scalars[lane] = checks[i].Signature.S;
            encodings[lane] = checks[i].Signature.R;
        }

        PackedVerification<TPack>.Check(keys, laneChallenges, scalars, encodings, valid);
        valid[..results.Length].CopyTo(results);
    }

    private static void HashChallenges(ReadOnlySpan<SignatureCheck> checks, Span<UInt128> challenges, VectorPath path)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[ChunkLength * ChallengeInputLength];
        Span<Digest> hashes = stackalloc Digest[ChunkLength];
        elements = elements[..(checks.Length * ChallengeInputLength)];
        hashes = hashes[..checks.Length];
        for (int i = 0; i < checks.Length; i++)
        {
            WriteChallengeInput(checks[i].Signature.R, checks[i].Key, checks[i].Message, elements[(i * ChallengeInputLength)..]);
        }

        Sponge.HashMany(SchnorrTags.Challenge, ChallengeInputLength, elements, hashes, path);
        for (int i = 0; i < checks.Length; i++)
        {
            challenges[i] = ChallengeOf(hashes[i]);
        }
    }
}
