using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>Writes the answer of an exchange.</summary>
internal sealed class AnswerWriter(RpcLimits limits, RpcMetrics metrics, ILogger log)
{
    private readonly ReplyBudget _budget = new(limits.UnreadBytesOfAll);

    /// <returns>Null when all calls were notifications.</returns>
    public MessageBuffer? Write(RpcExchange exchange)
    {
        MessageBuffer buffer = MessageBuffer.Rent();
        WriteAll(buffer, exchange);
        if (buffer.Count > 0 && !buffer.TryReserve(_budget))
        {
            RefuseAll(buffer, exchange);
        }

        if (buffer.Count > 0)
        {
            return buffer;
        }

        buffer.Return();
        return null;
    }

    private void WriteAll(MessageBuffer buffer, RpcExchange exchange)
    {
        bool isEmpty = true;
        foreach (RpcCall call in exchange.Calls)
        {
            if (call.IsNotification)
            {
                continue;
            }

            if (exchange.IsBatch)
            {
                buffer.Append(isEmpty ? (byte)'[' : (byte)',');
            }

            Write(buffer, call, exchange.IsBatch);
            isEmpty = false;
        }

        if (exchange.IsBatch && !isEmpty)
        {
            buffer.Append((byte)']');
        }
    }

    /// <summary>The answers are small then, and not counted.</summary>
    private void RefuseAll(MessageBuffer buffer, RpcExchange exchange)
    {
        buffer.Truncate(0);
        foreach (RpcCall call in exchange.Calls)
        {
            call.Outcome = RpcOutcome.Failed(RpcError.LimitExceeded(
                "unread_bytes_of_all",
                limits.UnreadBytesOfAll,
                "Too many answers wait for slow readers; the call may have been carried out.",
                retryAfter: TimeSpan.FromSeconds(1)));
        }

        WriteAll(buffer, exchange);
    }

    private void Write(MessageBuffer buffer, RpcCall call, bool isBatch)
    {
        int start = buffer.Count;
        try
        {
            WriteAnswer(buffer, call.Id, call.Outcome!);
        }
#pragma warning disable CA1031 // a result that cannot be written is a bug of ours and becomes this call's -32603
        catch (Exception failure)
#pragma warning restore CA1031
        {
            string requestId = call.Context?.RequestId ?? "none";
            metrics.InternalError();
            RpcLog.InternalError(log, failure, call.Method?.Name ?? "none", requestId);
            Replace(buffer, start, call, RpcError.Internal(requestId));
        }

        if (isBatch && call.Outcome!.Error is null && buffer.Count > limits.BatchResponseBytes)
        {
            Replace(buffer, start, call, RpcError.LimitExceeded(
                "batch_response_bytes", limits.BatchResponseBytes, "The batch's answers are too large together; the call may have been carried out."));
        }
    }

    private static void Replace(MessageBuffer buffer, int start, RpcCall call, RpcError error)
    {
        buffer.Truncate(start);
        call.Outcome = RpcOutcome.Failed(error);
        WriteAnswer(buffer, call.Id, call.Outcome);
    }

    public static void WriteAnswer(MessageBuffer buffer, RpcId id, RpcOutcome outcome)
    {
        buffer.Json.WriteStartObject();
        buffer.Json.WriteString("jsonrpc"u8, "2.0"u8);
        buffer.Json.WritePropertyName("id"u8);
        id.Write(buffer.Json);
        outcome.WriteMember(buffer.Json);
        buffer.Json.WriteEndObject();
        buffer.EndValue();
    }
}
