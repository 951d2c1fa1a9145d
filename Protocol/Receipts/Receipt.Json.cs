using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>The JSON form, the same in RPC answers and in files.</summary>
public sealed partial record Receipt
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    private static readonly string[] PropertyNames =
    [
        "chainId", "contract", "keyId", "sequence", "operationId", "eventHash", "previousEventHash", "acceptedAt",
        "groupFirst", "groupSize", "signature", "path",
    ];

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("chainId", Decimals.Format(Context.ChainId));
        writer.WriteString("contract", Context.Contract.ToString());
        writer.WriteNumber("keyId", KeyId);
        writer.WriteString("sequence", Decimals.Format((ulong)Sequence));
        writer.WriteString("operationId", OperationId.ToString());
        writer.WriteString("eventHash", EventHash.ToString());
        writer.WriteString("previousEventHash", PreviousEventHash.ToString());
        writer.WriteString("acceptedAt", AcceptedAt.ToString());
        writer.WriteString("groupFirst", Decimals.Format((ulong)GroupFirst));
        writer.WriteNumber("groupSize", GroupSize);
        writer.WriteString("signature", Signature.ToString());
        writer.WriteStartArray("path");
        foreach (Bytes32 sibling in Path)
        {
            writer.WriteStringValue(sibling.ToString());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            WriteTo(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Reads a receipt strictly: every property once, none unknown, every value in its one form.</summary>
    /// <param name="fault">What was expected.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> json, [NotNullWhen(true)] out Receipt? receipt, [NotNullWhen(false)] out string? fault)
    {
        receipt = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return TryParse(document.RootElement, out receipt, out fault);
        }
        catch (JsonException e)
        {
            fault = $"expected one JSON object without repeated properties: {e.Message}";
            return false;
        }
    }

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out Receipt, out string)"/>
    public static bool TryParse(
        JsonElement json, [NotNullWhen(true)] out Receipt? receipt, [NotNullWhen(false)] out string? fault)
    {
        receipt = null;
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != PropertyNames.Length)
        {
            fault = $"expected an object with exactly {string.Join(", ", PropertyNames)}";
            return false;
        }

        var fields = new ReceiptFields(json);
        ulong chainId = fields.Decimal("chainId", ProtocolLimits.MaxChainId);
        EthereumAddress contract = fields.Read<EthereumAddress>("contract", EthereumAddress.TryParse);
        uint keyId = (uint)fields.Number("keyId", uint.MaxValue);
        long sequence = (long)fields.Decimal("sequence", long.MaxValue);
        OperationId operation = fields.Read<OperationId>("operationId", OperationId.TryParse);
        EventHash hash = fields.Read<EventHash>("eventHash", EventHash.TryParse);
        EventHash previous = fields.Read<EventHash>("previousEventHash", EventHash.TryParse);
        AcceptedAt at = new(fields.Decimal("acceptedAt", AcceptedAt.Max.UnixMilliseconds));
        long groupFirst = (long)fields.Decimal("groupFirst", long.MaxValue);
        int groupSize = (int)fields.Number("groupSize", int.MaxValue);
        Signature? signature = fields.Read<Signature?>("signature", TryParseSignature);
        Bytes32[] path = fields.Path("path", MaxPathLength);

        fault = fields.Fault ?? (chainId == 0 ? "expected a chainId other than 0" : null);
        if (fault is not null)
        {
            return false;
        }

        receipt = new(
            new(chainId, contract), keyId, new(sequence, operation, hash, previous, at), groupFirst, groupSize, signature!, path);
        return true;
    }

    private static bool TryParseSignature(string text, out Signature? signature) => Signature.TryParse(text, out signature, out _);
}
