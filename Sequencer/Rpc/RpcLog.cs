using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>What the interface logs. The event names are stable: alerts and searches name them.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(EventId = 3001, EventName = "RpcInternalError", Level = LogLevel.Error,
        Message = "{Method} failed with an exception, which is a bug; the caller got request id {RequestId}")]
    public static partial void InternalError(ILogger log, Exception failure, string method, string requestId);

    [LoggerMessage(EventId = 3002, EventName = "RpcSubscriptionFailed", Level = LogLevel.Error,
        Message = "The source of subscription {Subscription} (request {RequestId}) threw, which is a bug")]
    public static partial void SubscriptionFailed(ILogger log, Exception failure, string requestId, ulong subscription);

    [LoggerMessage(EventId = 3003, EventName = "RpcCallTimedOut", Level = LogLevel.Warning,
        Message = "{Method} (request {RequestId}) gave no answer within {Timeout}")]
    public static partial void CallTimedOut(ILogger log, string method, string requestId, TimeSpan timeout);

    [LoggerMessage(EventId = 3004, EventName = "RpcSlowReaderDropped", Level = LogLevel.Warning,
        Message = "Connection {Connection} took nothing for {Grace} while {PendingBytes} bytes waited; it is dropped")]
    public static partial void SlowReaderDropped(ILogger log, string connection, TimeSpan grace, long pendingBytes);

    [LoggerMessage(EventId = 3005, EventName = "RpcConnectionFailed", Level = LogLevel.Error,
        Message = "WebSocket connection {Connection} ended by an exception, which is a bug")]
    public static partial void ConnectionFailed(ILogger log, Exception failure, string connection);
}
