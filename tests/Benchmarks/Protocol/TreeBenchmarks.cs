using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Benchmarks.Protocol;

/// <summary>The account tree at 2^LogAccounts leaves.</summary>
[MemoryDiagnoser]
public class TreeBenchmarks
{
    private const int DirtyLeaves = 2048;

    private LeafUpdate[] _all = [];
    private LeafUpdate[] _dirty = [];
    private AccountTree _tree = new();

    [Params(16, 20)]
    public int LogAccounts { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _all = [.. Enumerable.Range(1, (1 << LogAccounts) - 1).Select(i => new LeafUpdate(new((uint)i), Account((ulong)i)))];
        _dirty = [.. Enumerable.Range(0, DirtyLeaves).Select(_ => _all[random.Next(_all.Length)]).DistinctBy(u => u.Index).OrderBy(u => u.Index)];
        _tree.Update(_all);
    }

    [Benchmark]
    public Digest Build()
    {
        var tree = new AccountTree();
        tree.Update(_all);
        return tree.Root;
    }

    [Benchmark]
    public Digest UpdateOneBatch()
    {
        _tree.Update(_dirty);
        return _tree.Root;
    }

    private static Account Account(ulong i) => new(new(new Digest(i * 7919, i, 3, 4)), new((uint)(i % 3)), 1000 + i, i);
}
