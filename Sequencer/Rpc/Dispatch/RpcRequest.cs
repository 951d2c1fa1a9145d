using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>The envelope of one call: its members checked, its parameters not yet looked into.</summary>
internal readonly ref struct RpcRequest
{
    private const int MaxMethodBytes = 64;

    private RpcRequest(RpcId id, bool hasId, string? method, ReadOnlySpan<byte> parameters, RpcError? error)
    {
        (Id, HasId, Method, Error) = (id, hasId, method, error);
        Parameters = parameters;
    }

    public RpcId Id { get; }

    /// <summary>False for a notification, which gets no answer. What is no valid request is none either.</summary>
    public bool HasId { get; }

    public string? Method { get; }

    /// <summary>A JSON object or array; empty when there are none.</summary>
    public ReadOnlySpan<byte> Parameters { get; }

    /// <summary>Null for a valid request.</summary>
    public RpcError? Error { get; }

    /// <param name="call">One JSON value that has passed <see cref="StrictJson"/>.</param>
    public static RpcRequest Read(ReadOnlySpan<byte> call)
    {
        var reader = new Utf8JsonReader(call);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Invalid(RpcId.Null, "A request must be an object.");
        }

        RpcId id = RpcId.Null;
        string? method = null;
        ReadOnlySpan<byte> parameters = default;
        string? fault = null;
        Members seen = Members.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            Members member = Name(ref reader);
            fault ??= (seen & member) != Members.None ? "A member of the request is given twice." : null;
            seen |= member;
            reader.Read();

            // Read also behind a fault: the id may come last, and the answer should carry it.
            string? memberFault = member switch
            {
                Members.Version => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("2.0"u8) ? null : "jsonrpc must be \"2.0\".",
                Members.Id => RpcId.TryRead(ref reader, out id) ? null : RpcId.Expected,
                Members.Method => TryReadMethod(ref reader, out method) ? null : $"method must be a string of 1 to {MaxMethodBytes} bytes.",
                Members.Parameters => IsStructured(reader.TokenType) ? null : "params must be an object or an array.",
                _ => "A request has the members jsonrpc, id, method and params, and no others.",
            };
            fault ??= memberFault;
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (member == Members.Parameters)
            {
                parameters = call[start..(int)reader.BytesConsumed];
            }
        }

        fault ??= (seen & Members.Version) == Members.None ? "jsonrpc is missing; it must be \"2.0\"." : method is null ? "method is missing." : null;
        return fault is null
            ? new RpcRequest(id, (seen & Members.Id) != Members.None, method, parameters, error: null)
            : Invalid(id, fault);
    }

    private static RpcRequest Invalid(RpcId id, string message) => new(id, hasId: true, method: null, default, RpcError.InvalidRequest(message));

    private static bool IsStructured(JsonTokenType token) => token is JsonTokenType.StartObject or JsonTokenType.StartArray;

    private static Members Name(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("jsonrpc"u8) ? Members.Version
        : reader.ValueTextEquals("id"u8) ? Members.Id
        : reader.ValueTextEquals("method"u8) ? Members.Method
        : reader.ValueTextEquals("params"u8) ? Members.Parameters
        : Members.None;

    private static bool TryReadMethod(ref Utf8JsonReader reader, out string? method)
    {
        bool read = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length is > 0 and <= MaxMethodBytes;
        method = read ? reader.GetString() : null;
        return read;
    }

    [Flags]
    private enum Members
    {
        None = 0,
        Version = 1,
        Id = 2,
        Method = 4,
        Parameters = 8,
    }
}
