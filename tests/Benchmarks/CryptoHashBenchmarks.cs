using BenchmarkDotNet.Attributes;
using Rollup.Crypto;

namespace Rollup.Benchmarks;

/// <summary>Hashes, many at a time, on each vector path of the machine; time is per permutation, node, leaf or message.</summary>
[MemoryDiagnoser]
public class CryptoHashBenchmarks
{
    private const int Count = 1 << 10;
    private const int NodeBytes = 65;
    private readonly Digest[] _digests = new Digest[Count];
    private readonly Digest[] _children = [.. Enumerable.Range(0, 2 * Count).Select(i => new Digest((ulong)i, 1, 2, 3))];
    private readonly byte[] _messages = new byte[Count * NodeBytes];
    private readonly byte[] _hashes = new byte[Count * Keccak256.ByteCount];
    private Goldilocks[] _elements = [];

    [ParamsSource(nameof(Paths))]
    public VectorPath Path { get; set; }

    public static IEnumerable<VectorPath> Paths => VectorPaths.Supported;

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(1);
        _elements = [.. Enumerable.Range(0, 12 * Count).Select(_ => (Goldilocks)(ulong)random.NextInt64())];
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Poseidon2Width8() => Poseidon2.Permute8Many(_elements.AsSpan(0, 8 * Count), Path);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Poseidon2Width12() => Poseidon2.Permute12Many(_elements, Path);

    [Benchmark(OperationsPerInvoke = Count)]
    public void TreeNode() => TreeHash.Nodes(_children, _digests, Path);

    [Benchmark(OperationsPerInvoke = Count)]
    public void AccountLeaf() => Sponge.HashMany(1, 8, _elements.AsSpan(0, 8 * Count), _digests, Path);

    [Benchmark(OperationsPerInvoke = Count)]
    public void KeccakNode() => Keccak256.HashMany(NodeBytes, _messages, _hashes, Path);
}
