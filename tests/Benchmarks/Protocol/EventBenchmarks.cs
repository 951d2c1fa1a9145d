using BenchmarkDotNet.Attributes;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Benchmarks.Protocol;

/// <summary>What a replay and an append do per transfer.</summary>
[MemoryDiagnoser]
public class EventBenchmarks
{
    private static readonly ChainContext Context = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero);

    private readonly TransferAccepted _event = Sample();
    private byte[] _bytes = [];

    [GlobalSetup]
    public void Setup() => _bytes = EventCodec.Encode(_event, 123_456);

    [Benchmark]
    public byte[] Encode() => EventCodec.Encode(_event, 123_456);

    [Benchmark]
    public RollupEvent Decode() => EventCodec.Decode(_bytes, out _);

    [Benchmark]
    public EventHash Hash() => EventHash.Of(default, _bytes);

    [Benchmark]
    public OperationId OperationIdAlone() => _event.Transfer.Intent.IdIn(Context);

    private static TransferAccepted Sample()
    {
        SecretKey key = SecretKey.FromSeed(new byte[64]);
        L2Address address = L2Address.Derive(key.PublicKey, EthereumAddress.Zero);
        var intent = new TransferIntent(new(1), address, default, address, 1_000_000, 10, 5, 1_700_000_000, Digest.Zero);
        OperationId id = intent.IdIn(Context);
        var authorization = new Authorization(key.PublicKey, EthereumAddress.Zero, Schnorr.Sign(key, id.Value));
        return new(new(1_700_000_000_123), id, new(intent, new(1), false), authorization);
    }
}
