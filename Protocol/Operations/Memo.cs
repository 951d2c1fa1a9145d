using System.Text;
using Rollup.Crypto;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>A free text that stays with sender and recipient; only its hash, the reference, is signed and logged.</summary>
public static class Memo
{
    /// <summary>Longest memo, in UTF-8 bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>H(tag, byte count, 7-byte limbs); zero for the empty memo.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxBytes"/> or has a lone surrogate.</exception>
    public static Digest Reference(string text)
    {
        byte[] bytes = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        if (bytes.Length == 0)
        {
            return Digest.Zero;
        }

        if (bytes.Length > MaxBytes)
        {
            throw new ArgumentException($"A memo has at most {MaxBytes} bytes, not {bytes.Length}.", nameof(text));
        }

        var elements = new Goldilocks[1 + Limbs.Count(bytes.Length)];
        elements[0] = (ulong)bytes.Length;
        Limbs.Split(bytes, elements.AsSpan(1));
        return Sponge.Hash(HashTags.Memo, elements);
    }
}
