namespace Rollup.Sequencer.Rpc;

/// <summary>The error codes of the interface: JSON-RPC 2.0's own and, from −32000 to −32005, those of EIP-1474.</summary>
public enum RpcErrorCode
{
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,

    /// <summary><c>data.field</c> names the parameter, <c>data.expected</c> what it must be.</summary>
    InvalidParams = -32602,

    /// <summary>A bug of ours: counted, logged with its cause, and answered with nothing but a request id.</summary>
    Internal = -32603,

    Other = -32000,
    NotFound = -32001,

    /// <summary>The same call may succeed later; <c>data.reason</c> says why not now.</summary>
    Unavailable = -32002,

    /// <summary>The operation breaks a rule; <c>data.reason</c> is a word of a closed list.</summary>
    OperationRefused = -32003,

    NotSupported = -32004,

    /// <summary><c>data.limit</c> names the limit, <c>data.maximum</c> its value, <c>data.retryAfterMs</c> when to come back, where waiting helps.</summary>
    LimitExceeded = -32005,
}
