using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Benchmarks;

/// <summary>Signing, reading a key, verifying alone and in batches. dotnet run -c Release --project tests/Benchmarks -- --filter '*Signature*'.</summary>
/// <remarks>ROLLUP_VECTOR=scalar or avx2 in the environment measures the other paths.</remarks>
[MemoryDiagnoser]
public class SignatureBenchmarks
{
    private readonly SecretKey _key = SecretKey.FromSeed(new byte[64]);
    private readonly Digest _message = new(1, 2, 3, 4);
    private byte[] _keyBytes = [];
    private SignatureCheck[] _checks = [];
    private bool[] _results = [];

    /// <summary>Signatures of a batch.</summary>
    [Params(1, 8, 64)]
    public int Count { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _keyBytes = _key.PublicKey.ToBytes();
        _checks = [.. Enumerable.Range(0, Count).Select(i => Check((ulong)i))];
        _results = new bool[Count];
    }

    [Benchmark]
    public Signature Sign() => Schnorr.Sign(_key, _message);

    [Benchmark]
    public bool Verify() => Schnorr.Verify(_checks[0].Key, _checks[0].Message, _checks[0].Signature);

    [Benchmark]
    public bool ReadKey() => PublicKey.TryRead(_keyBytes, out _);

    /// <summary>The whole batch; divide by <see cref="Count"/>.</summary>
    [Benchmark]
    public bool VerifyBatch() => Schnorr.VerifyBatch(_checks, _results);

    private SignatureCheck Check(ulong i)
    {
        byte[] seed = new byte[64];
        seed[0] = (byte)i;
        SecretKey key = SecretKey.FromSeed(seed);
        Digest message = new(i, 0, 0, 0);
        return new(key.PublicKey, message, Schnorr.Sign(key, message));
    }
}
