using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Where the chain of sealed batches stands.</summary>
/// <param name="Timestamp">Unix seconds; 0 at genesis.</param>
/// <param name="RunningDigest">dₙ.</param>
public sealed record BatchHead(BatchNumber Number, ulong Timestamp, StateRoot Root, Digest RunningDigest)
{
    public static BatchHead Genesis(ChainContext context) =>
        new(BatchNumber.Genesis, 0, GenesisState.Root, Protocol.RunningDigest.Start(context, GenesisState.Root));
}
