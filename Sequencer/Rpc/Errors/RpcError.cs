using System.Globalization;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>What a caller is told instead of a result. Never holds a stack trace, a path or a key: texts are written here and in definitions.</summary>
/// <param name="Message">One sentence for people.</param>
/// <param name="Data">Named values for programs.</param>
public sealed record RpcError(RpcErrorCode Code, string Message, IReadOnlyList<RpcErrorDetail> Data)
{
    public static RpcError Parse(string message) => new(RpcErrorCode.ParseError, message, []);

    public static RpcError InvalidRequest(string message) => new(RpcErrorCode.InvalidRequest, message, []);

    public static RpcError MethodNotFound { get; } = new(
        RpcErrorCode.MethodNotFound, "There is no such method; rpc.discover lists those that exist.", []);

    /// <param name="field">The parameter's name, with its place inside where it has parts: <c>operations[3].amount</c>.</param>
    /// <param name="expected">Completes "must be …".</param>
    public static RpcError InvalidParams(string field, string expected) => new(
        RpcErrorCode.InvalidParams, $"'{field}' must be {expected}.", [new("field", field), new("expected", expected)]);

    public static RpcError Internal(string requestId) => new(
        RpcErrorCode.Internal, "An internal error occurred; it has been recorded.", [new("requestId", requestId)]);

    public static RpcError Other(string message, params IReadOnlyList<RpcErrorDetail> data) => new(RpcErrorCode.Other, message, data);

    public static RpcError NotFound(string message, params IReadOnlyList<RpcErrorDetail> data) => new(RpcErrorCode.NotFound, message, data);

    /// <param name="reason">A word of a closed list: <c>not_ready</c>, <c>shutting_down</c>, <c>timeout</c> and what a method adds.</param>
    public static RpcError Unavailable(string reason, string message, params IReadOnlyList<RpcErrorDetail> data) =>
        new(RpcErrorCode.Unavailable, message, [new("reason", reason), .. data]);

    /// <param name="reason">A word of the list in the method's definition, such as <c>nonce_too_low</c>.</param>
    /// <param name="data">The expected value first of all.</param>
    public static RpcError Refused(string reason, string message, params IReadOnlyList<RpcErrorDetail> data) =>
        new(RpcErrorCode.OperationRefused, message, [new("reason", reason), .. data]);

    public static RpcError NotSupported(string message, params IReadOnlyList<RpcErrorDetail> data) => new(RpcErrorCode.NotSupported, message, data);

    /// <param name="limit">The limit's name, such as <c>calls_per_second</c>.</param>
    /// <param name="retryAfter">When waiting helps, how long.</param>
    public static RpcError LimitExceeded(string limit, long maximum, string message, TimeSpan? retryAfter = null)
    {
        var data = new List<RpcErrorDetail> { new("limit", limit), new("maximum", maximum) };
        if (retryAfter is { } wait)
        {
            // Rounded up: a caller who waits exactly this long must not be early.
            data.Add(new("retryAfterMs", (long)Math.Ceiling(wait.TotalMilliseconds)));
        }

        return new(RpcErrorCode.LimitExceeded, message, data);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("code"u8, (int)Code);
        writer.WriteString("message"u8, Message);
        if (Data.Count > 0)
        {
            writer.WriteStartObject("data"u8);
            foreach (RpcErrorDetail detail in Data)
            {
                detail.Write(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public override string ToString() => ((int)Code).ToString(CultureInfo.InvariantCulture) + " " + Message;
}
