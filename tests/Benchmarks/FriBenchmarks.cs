using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Benchmarks;

/// <summary>Opening 2^LogRows rows by 64 columns at two points, and checking it, with the batch layer's 161 queries at blow-up 2.</summary>
[MemoryDiagnoser]
public class FriBenchmarks
{
    private static readonly FriParameters Parameters = new()
    {
        Hash = HashFunction.Poseidon2,
        LogBlowup = 1,
        QueryCount = 161,
        QueryGrindingBits = 16,
    };

    private readonly CommitmentScheme _scheme = new(Parameters, Workers.All);
    private readonly OpeningVerifier _verifier = new(Parameters);
    private CommittedMatrices? _committed;
    private IReadOnlyList<IReadOnlyList<GoldilocksCubic>> _points = [];
    private OpeningProof? _proof;

    [Params(12, 16, 18)]
    public int LogRows { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        using NativeMatrix trace = BenchmarkMatrix.Fill(1 << LogRows, 64);
        _committed = _scheme.Commit([trace]);
        GoldilocksCubic zeta = new(3, 5, 7);
        _points = [[zeta, zeta * Goldilocks.RootOfUnity(LogRows)]];
        _proof = Open();
    }

    [GlobalCleanup]
    public void Free() => _committed?.Dispose();

    [Benchmark]
    public OpeningProof Open() => _scheme.Open(Transcript.Create(Parameters.Hash), [new(_committed!, _points)]);

    [Benchmark]
    public bool Verify() =>
        _verifier.Verify(Transcript.Create(Parameters.Hash), [new(_committed!.Commitment, _committed.Shapes, _points)], _proof!) is null;
}
