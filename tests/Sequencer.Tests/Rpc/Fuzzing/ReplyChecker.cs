using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Checks a reply against the document, knowing no more than a client does.</summary>
internal sealed class ReplyChecker(OpenRpcReader document)
{
    private readonly HashSet<int> _allCodes = [.. document.CommonCodes, .. document.Methods.SelectMany(method => method.ErrorCodes)];

    public int Results { get; private set; }

    public int Errors { get; private set; }

    /// <summary>Throws when the reply breaks the document's promise.</summary>
    public void Check(byte[] request, OpenRpcMethodReader? method, bool isSound, byte[] reply)
    {
        if (Fault(method, isSound, reply) is { } fault)
        {
            throw new Xunit.Sdk.XunitException($"{fault}\nrequest: {Encoding.UTF8.GetString(request)}\nreply: {Encoding.UTF8.GetString(reply)}");
        }
    }

    private string? Fault(OpenRpcMethodReader? method, bool isSound, byte[] reply)
    {
        if (reply.Length == 0)
        {
            return isSound ? "a sound call with an id got no reply" : null;
        }

        JsonElement answer = ToyServer.Json(reply);
        return answer.ValueKind == JsonValueKind.Array
            ? answer.EnumerateArray().Select(one => Fault(method, isSound, one)).FirstOrDefault(fault => fault is not null)
            : Fault(method, isSound, answer);
    }

    private string? Fault(OpenRpcMethodReader? method, bool isSound, JsonElement answer)
    {
        string[] names = [.. answer.EnumerateObject().Select(member => member.Name)];
        if (names is not (["jsonrpc", "id", "result"] or ["jsonrpc", "id", "error"]) || answer.GetProperty("jsonrpc").GetString() != "2.0")
        {
            return "the reply is no response object";
        }

        if (answer.TryGetProperty("result", out JsonElement result))
        {
            Results++;
            return method is null ? null : document.Schemas.Fault(method.ResultSchema, result);
        }

        Errors++;
        return ErrorFault(method, isSound, answer.GetProperty("error"));
    }

    private string? ErrorFault(OpenRpcMethodReader? method, bool isSound, JsonElement error)
    {
        int code = error.GetProperty("code").GetInt32();
        if (code == -32603)
        {
            return "the server has a bug";
        }

        if (!(method?.ErrorCodes ?? _allCodes).Contains(code))
        {
            return $"the document does not name the error {code}";
        }

        if (isSound && code is -32700 or -32600 or -32601 or -32602)
        {
            return $"the document calls this request sound, the server does not ({code})";
        }

        return code switch
        {
            -32602 when !error.GetProperty("data").TryGetProperty("field", out _) => "no field is named",
            -32003 when method is not null && !method.RefusalReasons.Contains(error.GetProperty("data").GetProperty("reason").GetString()!) => "the reason is not in the document's list",
            -32005 when !error.GetProperty("data").TryGetProperty("limit", out _) => "no limit is named",
            _ => error.GetProperty("message").GetString()!.Length > 0 ? null : "the message is empty",
        };
    }
}
