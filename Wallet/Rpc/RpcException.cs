using System.Text.Json;

namespace Rollup.Wallet.Rpc;

/// <summary>The node answered with an error.</summary>
public sealed class RpcException(int code, string message, JsonElement? data) : Exception(message)
{
    public const int OperationRefused = -32003;
    public const int NotFound = -32001;
    public const int Unavailable = -32002;
    public const int LimitExceeded = -32005;

    /// <summary>The JSON-RPC error code.</summary>
    public int Code { get; } = code;

    /// <summary>The error's <c>data</c> object; null when there is none.</summary>
    public JsonElement? ErrorData { get; } = data;

    /// <summary>The refusal's word of the closed list, such as <c>nonce_too_low</c>.</summary>
    public string? Reason => Text("reason");

    /// <summary>What would have been accepted.</summary>
    public string? Expected => Text("expected");

    private string? Text(string name) =>
        ErrorData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
}

/// <summary>The node cannot be reached, or the connection broke before the answer came: what was sent may have taken effect.</summary>
public sealed class RpcConnectionException(string message, Exception? cause = null) : Exception(message, cause);
