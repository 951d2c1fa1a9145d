using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Benchmarks.Protocol;

/// <summary>Sealing a full batch of transfers among 2^16 accounts, and taking in its operations.</summary>
public class SealingBenchmarks
{
    private const int AccountCount = 1 << 16;

    private static readonly ChainContext Context = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero);

    private readonly BatchBuilder _batch = new(CapacityRung.Largest);
    private LedgerState _state = new(Context);

    [Params(2048, 4096)]
    public int Operations { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        LeafUpdate[] accounts = [.. Enumerable.Range(1, AccountCount).Select(i => new LeafUpdate(new((uint)i), new(Address(i), default, 1_000, 0)))];
        LedgerState.TryRestore(Context, BatchHead.Genesis(Context), 0, accounts, out LedgerState? state, out _);
        _state = state!;
        for (int i = 1; i <= Operations; i++)
        {
            Operation operation = _state.Resolve(Request(i));
            _state.Apply(operation, new(1));
            _batch.Add(operation, new(new Digest((ulong)i, 0, 0, 0)));
        }
    }

    [Benchmark]
    public SealedBatch Seal() => BatchSealer.Seal(_state, _batch, Address(1), 0, new(1));

    [Benchmark]
    public BlsScalar EvaluatePublicData() => BatchCommitments.ComputeY(new byte[PublicDataSlots.MaxSlots * PublicDataSlots.SlotBytes], BlsScalar.From(12345));

    /// <summary>One operation through check, resolve and apply, inside a group that is taken back.</summary>
    [Benchmark(OperationsPerInvoke = 1000)]
    public void TakeIn()
    {
        _state.BeginGroup();
        for (int i = AccountCount - 1000; i < AccountCount; i++)
        {
            SignedTransfer request = Request(i);
            if (_state.Check(request, 1) is null)
            {
                _state.Apply(_state.Resolve(request), new(1));
            }
        }

        _state.RollBackGroup();
    }

    private static L2Address Address(int i) => new(new Digest((ulong)i * 7919, (ulong)i, 3, 4));

    private static SignedTransfer Request(int i) =>
        new(new(new((uint)i), Address(i), default, Address(i * 31 % AccountCount + 1), 1, 1, 0, 100, Digest.Zero), null!);
}
