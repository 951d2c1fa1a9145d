using System.Diagnostics;

namespace Rollup.Crypto.Signatures;

/// <summary>Sentences for <see cref="EncodingFault"/>.</summary>
public static class EncodingFaults
{
    /// <summary>What was expected.</summary>
    public static string Describe(this EncodingFault fault) => fault switch
    {
        EncodingFault.None => "the encoding is valid",
        EncodingFault.WrongLength => "expected 40 bytes for a key and 80 for a signature",
        EncodingFault.WordNotBelowModulus => "expected every 8-byte word of a field element below 0xffffffff00000001",
        EncodingFault.NotAPoint => "expected the encoding of a point of ecGFp5",
        EncodingFault.NeutralPoint => "expected a point other than the neutral one",
        EncodingFault.ScalarNotBelowOrder => "expected a scalar below the group order",
        EncodingFault.ScalarZero => "expected a scalar other than zero",
        _ => throw new UnreachableException($"Unknown fault {fault}."),
    };
}
