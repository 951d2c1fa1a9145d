using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Benchmarks;

/// <summary>Low-degree extension at blow-up 2 of 32 columns, on one thread.</summary>
[MemoryDiagnoser]
public class TransformBenchmarks
{
    private const int Columns = 32;
    private NativeMatrix? _trace;
    private Workers _workers = Workers.Single;

    [Params(12, 16, 18)]
    public int LogRows { get; set; }

    [ParamsSource(nameof(Paths))]
    public VectorPath Path { get; set; }

    public static IEnumerable<VectorPath> Paths => VectorPaths.Supported;

    [GlobalSetup]
    public void Fill()
    {
        _workers = new(1, Path);
        _trace = BenchmarkMatrix.Fill(1 << LogRows, Columns);
    }

    [GlobalCleanup]
    public void Free() => _trace?.Dispose();

    [Benchmark]
    public void Extend() => LowDegreeExtension.Extend(_trace!, 1, _workers).Dispose();

    [Benchmark]
    public void ExtendParts() => LowDegreeExtension.ExtendParts(_trace!, 1, 1, _workers).Dispose();
}
