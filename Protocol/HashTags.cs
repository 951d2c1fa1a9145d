namespace Rollup.Protocol;

/// <summary>The tag of each use of H in the protocol. No two uses share one; the signature scheme owns 1 to 15.</summary>
public static class HashTags
{
    /// <summary>L2 address: public key (5), L1 owner (3).</summary>
    public const ulong Address = 16;

    /// <summary>Account leaf: address (4), token, balance, nonce, 0.</summary>
    public const ulong AccountLeaf = 17;

    /// <summary>State root: accounts root (4), shielded root (4).</summary>
    public const ulong StateRoot = 18;

    /// <summary>The message a user signs, which is also the operation's id.</summary>
    public const ulong SignedMessage = 19;

    /// <summary>C: what a batch's proof says its public data and operation ids are.</summary>
    public const ulong BatchData = 20;

    /// <summary>d₀, the running digest before the first batch.</summary>
    public const ulong RunningDigestStart = 21;

    /// <summary>dₙ from dₙ₋₁ and header n.</summary>
    public const ulong RunningDigestStep = 22;

    /// <summary>The message the Sequencer signs for an append group.</summary>
    public const ulong ReceiptGroup = 23;

    /// <summary>The reference of a memo: its byte count, then its bytes in 7-byte limbs.</summary>
    public const ulong Memo = 24;
}
