using System.Buffers.Binary;

namespace Rollup.Crypto.Signatures;

/// <summary>The protocol's bytes of a quintic element: five 8-byte big-endian words, coefficient 0 first, each below p.</summary>
/// <remarks>As in a digest. ecGFp5's own convention has little-endian words.</remarks>
internal static class BigEndianWords
{
    public const int ByteCount = 40;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out GoldilocksQuintic element)
    {
        Span<Goldilocks> words = stackalloc Goldilocks[5];
        for (int i = 0; i < words.Length; i++)
        {
            if (!Goldilocks.TryFromCanonical(BinaryPrimitives.ReadUInt64BigEndian(bytes[(8 * i)..]), out words[i]))
            {
                element = default;
                return false;
            }
        }

        element = GoldilocksQuintic.From(words);
        return true;
    }

    public static void Write(GoldilocksQuintic element, Span<byte> destination)
    {
        for (int i = 0; i < GoldilocksQuintic.Degree; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination[(8 * i)..], element[i].Value);
        }
    }
}
