using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Rollup.Sequencer.Rpc;

/// <summary>Checks that a text is one JSON value of RFC 8259, nothing more, before anything acts on it.</summary>
/// <remarks>
/// Beyond the reader of the base library (which refuses comments, trailing commas, NaN and a byte-order mark already), it
/// refuses bytes that are not UTF-8 and escapes that name half of a surrogate pair: both make different readers see
/// different strings. After this check, readers over parts of the text need no error handling of their own.
/// </remarks>
internal static class StrictJson
{
    /// <returns>Null when <paramref name="text"/> is sound, else a sentence for the caller.</returns>
    public static string? Check(ReadOnlySpan<byte> text, int maxDepth)
    {
        if (!Utf8.IsValid(text))
        {
            return "The text is not UTF-8.";
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            while (reader.Read())
            {
                bool isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
                if (isText && reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan))
                {
                    return $"The string at byte {reader.TokenStartIndex} holds half of a surrogate pair.";
                }
            }
        }
        catch (JsonException)
        {
            // The exception's own text quotes the input; the place says enough.
            return IsTooDeep(text, reader, maxDepth)
                ? $"The text is nested more than {maxDepth} levels deep, at byte {reader.BytesConsumed}."
                : $"The text is not JSON, at byte {reader.BytesConsumed}.";
        }

        return null;
    }

    /// <summary>True when the reader gave up at the bracket that opens one level too many.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> text, Utf8JsonReader reader, int maxDepth)
    {
        // The depth of a token that opens a level does not include that level.
        bool opens = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        int depth = reader.CurrentDepth + (opens ? 1 : 0);
        ReadOnlySpan<byte> rest = text[(int)reader.BytesConsumed..].TrimStart(" \t\r\n,:"u8);
        return depth == maxDepth && !rest.IsEmpty && rest[0] is (byte)'[' or (byte)'{';
    }

    /// <param name="escaped">The inside of a JSON string, known to be well-formed otherwise.</param>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        bool expectsLow = false;
        for (int i = 0; i < escaped.Length; i++)
        {
            ushort unit = escaped[i];
            if (escaped[i] == '\\')
            {
                i++;
                if (escaped[i] == 'u')
                {
                    unit = CodeUnit(escaped.Slice(i + 1, 4));
                    i += 4;
                }
            }

            if (char.IsLowSurrogate((char)unit) != expectsLow)
            {
                return true;
            }

            expectsLow = char.IsHighSurrogate((char)unit);
        }

        return expectsLow;
    }

    private static ushort CodeUnit(ReadOnlySpan<byte> fourDigits)
    {
        Span<byte> bigEndian = stackalloc byte[2];
        Convert.FromHexString(fourDigits, bigEndian, out _, out _);
        return BinaryPrimitives.ReadUInt16BigEndian(bigEndian);
    }
}
