namespace Rollup.Protocol;

/// <summary>Which rollup: the L1 chain and the contract on it. Part of everything that is signed or proven.</summary>
public sealed record ChainContext
{
    /// <summary>The chain id of local development nodes; development keys and the faucet refuse every other one.</summary>
    public const ulong DevelopmentChainId = 31337;

    /// <summary>Number of field elements of a context inside a hash: chain id and three limbs of the contract's address.</summary>
    internal const int ElementCount = 1 + EthereumAddress.LimbCount;

    /// <exception cref="ArgumentOutOfRangeException">The chain id is not in 1 … <see cref="ProtocolLimits.MaxChainId"/>.</exception>
    public ChainContext(ulong chainId, EthereumAddress contract)
    {
        ArgumentOutOfRangeException.ThrowIfZero(chainId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chainId, ProtocolLimits.MaxChainId);
        (ChainId, Contract) = (chainId, contract);
    }

    public ulong ChainId { get; }

    public EthereumAddress Contract { get; }

    public bool IsDevelopment => ChainId == DevelopmentChainId;

    internal void CopyTo(Span<Crypto.Goldilocks> elements)
    {
        elements[0] = ChainId;
        Contract.CopyLimbs(elements[1..]);
    }
}
