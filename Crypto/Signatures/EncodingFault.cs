namespace Rollup.Crypto.Signatures;

/// <summary>Why bytes are no key or no signature.</summary>
public enum EncodingFault
{
    None,

    /// <summary>Not exactly the stated number of bytes.</summary>
    WrongLength,

    /// <summary>A word of a field element is not below p = 2^64 − 2^32 + 1.</summary>
    WordNotBelowModulus,

    /// <summary>No point of the group has this encoding.</summary>
    NotAPoint,

    /// <summary>The point is the neutral one.</summary>
    NeutralPoint,

    /// <summary>A scalar is not below the group order.</summary>
    ScalarNotBelowOrder,

    /// <summary>A scalar is zero.</summary>
    ScalarZero,
}
