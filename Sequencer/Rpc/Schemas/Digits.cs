using System.Buffers;

namespace Rollup.Sequencer.Rpc;

internal static class Digits
{
    public static readonly SearchValues<byte> Decimal = SearchValues.Create("0123456789"u8);

    /// <summary>Lower case only: one value has one text.</summary>
    public static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);
}
