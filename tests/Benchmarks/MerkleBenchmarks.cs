using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Benchmarks;

/// <summary>Commitment to an extended matrix of 2^16 rows by 128 columns, on one thread.</summary>
[MemoryDiagnoser]
public class MerkleBenchmarks
{
    private NativeMatrix? _extended;
    private CommitmentScheme? _scheme;

    [Params(HashFunction.Poseidon2, HashFunction.Keccak256)]
    public HashFunction Hash { get; set; }

    [ParamsSource(nameof(Paths))]
    public VectorPath Path { get; set; }

    public static IEnumerable<VectorPath> Paths => VectorPaths.Supported;

    [GlobalSetup]
    public void Fill()
    {
        _extended = BenchmarkMatrix.Fill(1 << 16, 128);
        _scheme = new(new() { Hash = Hash, LogBlowup = 1, QueryCount = 1 }, new(1, Path));
    }

    [GlobalCleanup]
    public void Free() => _extended?.Dispose();

    /// <remarks>The committed matrices are not disposed of: that would free the matrix all runs share.</remarks>
    [Benchmark]
    public Commitment Commit() => _scheme!.CommitExtended([_extended!], [ColumnKind.Base]).Commitment;
}
