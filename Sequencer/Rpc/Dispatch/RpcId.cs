using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>A request's id, kept as its JSON text and echoed byte for byte.</summary>
internal readonly struct RpcId
{
    /// <summary>An id is the caller's own number or name; nobody needs more to tell their calls apart.</summary>
    private const int MaxBytes = 256;

    private static readonly byte[] NullText = "null"u8.ToArray();

    private readonly byte[]? _text;

    private RpcId(byte[] text) => _text = text;

    /// <summary>For answers to what has no readable id.</summary>
    public static RpcId Null { get; } = new(NullText);

    public static string Expected => $"The id must be a string of at most {MaxBytes} bytes, a whole number without fraction or exponent, or null.";

    public static bool TryRead(ref Utf8JsonReader reader, out RpcId id)
    {
        id = Null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;

            case JsonTokenType.String when reader.ValueSpan.Length <= MaxBytes:
                id = new RpcId([(byte)'"', .. reader.ValueSpan, (byte)'"']);
                return true;

            case JsonTokenType.Number when IntegerSchema.TryReadCanonical(ref reader, out long number) && Math.Abs(number) <= IntegerSchema.LargestSafe:
                id = new RpcId(reader.ValueSpan.ToArray());
                return true;

            default:
                return false;
        }
    }

    public void Write(Utf8JsonWriter writer) => writer.WriteRawValue(_text ?? NullText, skipInputValidation: true);
}
