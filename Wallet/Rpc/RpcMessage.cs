using System.Buffers;
using System.Text.Json;

namespace Rollup.Wallet.Rpc;

/// <summary>JSON-RPC 2.0 requests out, responses in.</summary>
internal static class RpcMessage
{
    public static void WriteRequest(IBufferWriter<byte> output, long id, string method, Action<Utf8JsonWriter> writeParameters)
    {
        using Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, method);
        writer.WritePropertyName("params"u8);
        writeParameters(writer);
        writer.WriteEndObject();
    }

    /// <summary>The result, which outlives the document.</summary>
    /// <exception cref="RpcException">The response is an error.</exception>
    public static JsonElement ReadResult(JsonElement response)
    {
        if (response.TryGetProperty("result"u8, out JsonElement result))
        {
            return result.Clone();
        }

        if (!response.TryGetProperty("error"u8, out JsonElement error))
        {
            throw new RpcConnectionException("the node's answer has neither result nor error");
        }

        JsonElement? data = error.TryGetProperty("data"u8, out JsonElement found) ? found.Clone() : null;
        throw new RpcException(error.GetProperty("code"u8).GetInt32(), error.GetProperty("message"u8).GetString() ?? "", data);
    }
}
