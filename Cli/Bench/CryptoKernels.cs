using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Cli.Bench;

/// <summary>The kernels that <c>rollup bench crypto</c> times, on inputs made from a fixed seed.</summary>
internal static class CryptoKernels
{
    private const int Steps = 1000;
    private const int ChainCount = 6;
    private const int StateCount = 128;
    private const int MessageCount = 64;
    private const int SignatureCount = 32;

    /// <summary>Results end here, so that no computation can be left out.</summary>
    private static object? s_sink;

    internal static IEnumerable<CryptoKernel> All() =>
    [
        .. Field<PackedGoldilocks1>(VectorPath.Scalar),
        .. VectorPaths.IsSupported(VectorPath.Avx2) ? Field<PackedGoldilocks256>(VectorPath.Avx2) : [],
        .. VectorPaths.IsSupported(VectorPath.Avx512) ? Field<PackedGoldilocks512>(VectorPath.Avx512) : [],
        .. Extensions(),
        .. Single(),
        .. VectorPaths.Supported.SelectMany(Hashes),
        .. VectorPaths.Supported.SelectMany(Signatures),
    ];

    /// <summary>Six independent chains, as many as hide the latency of a vector product.</summary>
    private static IEnumerable<CryptoKernel> Field<TPacked>(VectorPath path)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        int operations = Steps * ChainCount * TPacked.Width;
        yield return new("field multiplication", path, operations, () =>
        {
            (TPacked k, TPacked a, TPacked b, TPacked c, TPacked d, TPacked e, TPacked f) = Start<TPacked>();
            for (int i = 0; i < Steps; i++)
            {
                a *= k;
                b *= k;
                c *= k;
                d *= k;
                e *= k;
                f *= k;
            }

            s_sink = a + b + c + d + e + f;
        });
        yield return new("field addition", path, operations, () =>
        {
            (TPacked k, TPacked a, TPacked b, TPacked c, TPacked d, TPacked e, TPacked f) = Start<TPacked>();
            for (int i = 0; i < Steps; i++)
            {
                a += k;
                b += k;
                c += k;
                d += k;
                e += k;
                f += k;
            }

            s_sink = a + b + c + d + e + f;
        });
    }

    private static (TPacked K, TPacked A, TPacked B, TPacked C, TPacked D, TPacked E, TPacked F) Start<TPacked>()
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        TPacked k = TPacked.From(0x0123_4567_89AB_CDEF), a = k.Square(), b = a.Square(), c = b.Square(), d = c.Square(), e = d.Square();
        return (k, a, b, c, d, e, e.Square());
    }

    private static IEnumerable<CryptoKernel> Extensions() =>
    [
        Inversions("field inversion", new Goldilocks(3)),
        Products("cubic multiplication", new GoldilocksCubic(3, 4, 5)),
        Inversions("cubic inversion", new GoldilocksCubic(3, 4, 5)),
        Products("quintic multiplication", new GoldilocksQuintic(3, 4, 5, 6, 7)),
        Inversions("quintic inversion", new GoldilocksQuintic(3, 4, 5, 6, 7)),
    ];

    /// <summary>One product after the other, each waiting for the one before.</summary>
    private static CryptoKernel Products<TField>(string name, TField factor)
        where TField : struct, IExtensionField<TField> =>
        new(name, VectorPath.Scalar, Steps, () =>
        {
            TField value = factor;
            for (int i = 0; i < Steps; i++)
            {
                value *= factor;
            }

            s_sink = value;
        });

    private static CryptoKernel Inversions<TField>(string name, TField start)
        where TField : struct, IExtensionField<TField> =>
        new(name, VectorPath.Scalar, Steps, () =>
        {
            TField value = start;
            for (int i = 0; i < Steps; i++)
            {
                value = value.Inverse() + start;
            }

            s_sink = value;
        });

    private static IEnumerable<CryptoKernel> Single()
    {
        Goldilocks[] state = Elements(12);
        byte[] message = new byte[65], digest = new byte[Keccak256.ByteCount];
        yield return new("poseidon2 width 8, alone", VectorPath.Scalar, 1, () => Poseidon2.Permute8(state));
        yield return new("poseidon2 width 12, alone", VectorPath.Scalar, 1, () => Poseidon2.Permute12(state));
        yield return new("keccak-256 of 65 bytes, alone", VectorPath.Scalar, 1, () => Keccak256.Hash(message, digest));
    }

    private static IEnumerable<CryptoKernel> Hashes(VectorPath path)
    {
        Goldilocks[] states8 = Elements(8 * StateCount), states12 = Elements(12 * StateCount);
        yield return new("poseidon2 width 8", path, StateCount, () => Poseidon2.Permute8Many(states8, path));
        yield return new("poseidon2 width 12", path, StateCount, () => Poseidon2.Permute12Many(states12, path));

        Digest[] digests = new Digest[StateCount], children = [.. Enumerable.Range(0, 2 * StateCount).Select(i => new Digest((ulong)i, 1, 2, 3))];
        yield return new("tree node", path, StateCount, () => TreeHash.Nodes(children, digests, path));
        yield return new("sponge of 8 elements", path, StateCount, () => Sponge.HashMany(1, 8, states8, digests, path));

        byte[] hashes = new byte[MessageCount * Keccak256.ByteCount], nodes = new byte[MessageCount * 65], leaves = new byte[MessageCount * 1025];
        yield return new("keccak-256 of 65 bytes", path, MessageCount, () => Keccak256.HashMany(65, nodes, hashes, path));
        yield return new("keccak-256 of 1025 bytes", path, MessageCount, () => Keccak256.HashMany(1025, leaves, hashes, path));
    }

    private static IEnumerable<CryptoKernel> Signatures(VectorPath path)
    {
        byte[] seed = new byte[64];
        new Random(1).NextBytes(seed);
        SecretKey key = SecretKey.FromSeed(seed);
        SignatureCheck[] checks = [.. Enumerable.Range(0, SignatureCount).Select(i => Check(Sponge.Hash(1, (ulong)i)))];
        bool[] results = new bool[SignatureCount];

        if (path == VectorPath.Scalar)
        {
            Digest message = checks[0].Message;
            yield return new("schnorr signing", path, 1, () => s_sink = Schnorr.Sign(key, message));
        }

        yield return new("schnorr verification in batches", path, SignatureCount, () =>
        {
            if (!Schnorr.VerifyBatch(checks, results, path))
            {
                throw new InvalidOperationException($"A signature of the benchmark does not verify on {path}.");
            }
        });

        SignatureCheck Check(Digest message) => new(key.PublicKey, message, Schnorr.Sign(key, message));
    }

    private static Goldilocks[] Elements(int count)
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, count).Select(_ => (Goldilocks)(ulong)random.NextInt64())];
    }
}
