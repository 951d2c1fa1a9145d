namespace Rollup.L1Bridge.Ethereum;

/// <summary>A node answers with an error.</summary>
public sealed class EthereumException(string method, string message, byte[] revertData) : Exception($"{method}: {message}")
{
    /// <summary>What a call reverted with: a selector and its arguments; empty if the node does not say.</summary>
    public byte[] RevertData { get; } = revertData;
}
