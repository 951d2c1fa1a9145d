namespace Rollup.Protocol;

/// <summary>The bounds that the Sequencer, the proof and the contracts share (specification, "Numbers").</summary>
public static class ProtocolLimits
{
    /// <summary>Largest amount of one operation: 2^60 − 1 units.</summary>
    public const ulong MaxAmount = (1UL << 60) - 1;

    /// <summary>Largest balance of one leaf: 2^62 − 1 units.</summary>
    public const ulong MaxBalance = (1UL << 62) - 1;

    /// <summary>Largest total of one token inside the rollup: 2^60 − 1 units. L1 keeps it, so no sum of balances can wrap.</summary>
    public const ulong MaxTokenSupply = (1UL << 60) - 1;

    /// <summary>Largest fee of one operation: 2^32 − 1 units.</summary>
    public const uint MaxFee = uint.MaxValue;

    /// <summary>Largest Unix time, in seconds, of a batch or a valid-until: 2^48 − 1 (three 16-bit limbs in the proof).</summary>
    public const ulong MaxTimestamp = (1UL << 48) - 1;

    /// <summary>Largest nonce: 2^48 − 1. At 10,000 operations a second one account needs 890 years to get there.</summary>
    public const ulong MaxNonce = (1UL << 48) - 1;

    /// <summary>Height of the account tree: leaf indices are 32-bit words.</summary>
    public const int AccountTreeDepth = 32;

    /// <summary>Largest public data of one batch, in bytes: nodes refuse transactions over 128 KiB.</summary>
    public const int MaxPublicDataBytes = 120_000;

    /// <summary>Largest chain id, by EIP-2294: ⌊(2^64 − 1)/2⌋ − 36.</summary>
    public const ulong MaxChainId = ulong.MaxValue / 2 - 36;
}
