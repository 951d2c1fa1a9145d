using System.Buffers;

namespace Rollup.Protocol.Events;

/// <summary>Strict hexadecimal: the base library's decoder, behind a check that no digit is upper case.</summary>
internal static class LowerCaseHex
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    /// <param name="text">Twice as many ASCII characters as bytes.</param>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes) =>
        !text.ContainsAnyExcept(Digits)
        && Convert.FromHexString(text, bytes, out _, out int written) == OperationStatus.Done
        && written == bytes.Length;
}
