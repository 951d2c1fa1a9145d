using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>The errors in the OpenRPC document: those that any call may be answered with, and those of one method.</summary>
internal static class OpenRpcErrors
{
    private static readonly (string Key, RpcErrorDescription Error)[] Common =
    [
        ("ParseError", new(RpcErrorCode.ParseError, "The text is not strict JSON.", [])),
        ("InvalidRequest", new(RpcErrorCode.InvalidRequest, "The JSON is no request.", [])),
        ("MethodNotFound", new(RpcErrorCode.MethodNotFound, "There is no such method.", [])),
        ("InvalidParams", new(RpcErrorCode.InvalidParams, "data.field names the parameter, data.expected says what it must be.", [])),
        ("Internal", new(RpcErrorCode.Internal, "A bug of the server; data.requestId finds it in the server's log.", [])),
        ("Unavailable", new(RpcErrorCode.Unavailable, "The same call may succeed later.", ["not_ready", "shutting_down", "timeout"])),
        ("LimitExceeded", new(RpcErrorCode.LimitExceeded, "data.limit names the limit, data.maximum its value, data.retryAfterMs when to come back.", [])),
    ];

    public static void WriteCommon(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("errors");
        foreach ((string key, RpcErrorDescription error) in Common)
        {
            writer.WritePropertyName(key);
            Write(writer, error);
        }

        writer.WriteEndObject();
    }

    public static void WriteOf(Utf8JsonWriter writer, RpcMethodDefinition method)
    {
        writer.WriteStartArray("errors");
        foreach ((string key, _) in Common)
        {
            writer.WriteStartObject();
            writer.WriteString("$ref", "#/components/errors/" + key);
            writer.WriteEndObject();
        }

        foreach (RpcErrorDescription error in method.Errors)
        {
            Write(writer, error);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, RpcErrorDescription error)
    {
        writer.WriteStartObject();
        writer.WriteNumber("code", (int)error.Code);
        writer.WriteString("message", error.Message);
        if (error.Reasons.Count > 0)
        {
            writer.WriteStartArray("x-reasons");
            foreach (string reason in error.Reasons)
            {
                writer.WriteStringValue(reason);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
