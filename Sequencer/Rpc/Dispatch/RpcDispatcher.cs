using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollup.Sequencer.Hosting;

namespace Rollup.Sequencer.Rpc;

/// <summary>Reads a message, starts its calls, and writes their answers. The same for HTTP and WebSocket.</summary>
/// <remarks>
/// Calls of a batch are started in the order of the message and then run side by side, so that a batch of transfers
/// shares one flush of the log. Answers come in the order of the message.
/// </remarks>
internal sealed class RpcDispatcher(
    RpcMethodTable table, RpcLimits limits, ServerLifecycle lifecycle, RateLimiter rate, RpcMetrics metrics, TimeProvider time, ILogger log)
{
    private static readonly ActivitySource Traces = new(RpcMetrics.MeterName);

    private static readonly RpcError NotReady = RpcError.Unavailable("not_ready", "The server is starting; it has not rebuilt its state yet.");
    private static readonly RpcError ShuttingDown = RpcError.Unavailable("shutting_down", "The server is stopping.");

    private readonly AnswerWriter _answers = new(limits, metrics, log);
    private long _requestNumber;

    /// <summary>Reads the message and starts what it asks for. Its bytes are not needed afterwards.</summary>
    public RpcExchange Begin(ReadOnlySpan<byte> message, RpcCaller caller)
    {
        if (StrictJson.Check(message, limits.Depth) is { } fault)
        {
            return Refused(OverRate(caller) ?? RpcError.Parse(fault));
        }

        var reader = new Utf8JsonReader(message);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            RpcCall call = Start(message, caller);
            return new RpcExchange([call], isBatch: false) { IsUnavailable = IsUnavailable(call) };
        }

        return BeginBatch(message, ref reader, caller);
    }

    /// <summary>Waits for the calls and writes their answer.</summary>
    /// <returns>Null when there is nothing to answer: all were notifications. The caller returns the buffer.</returns>
    public async ValueTask<MessageBuffer?> CompleteAsync(RpcExchange exchange)
    {
        foreach (RpcCall call in exchange.Calls)
        {
            call.Outcome = await FinishAsync(call);
        }

        return _answers.Write(exchange);
    }

    private static RpcExchange Refused(RpcError error) =>
        new([new RpcCall(RpcId.Null, isNotification: false, RpcOutcome.Failed(error))], isBatch: false);

    private static bool IsUnavailable(RpcCall call) =>
        call.Pending.IsCompletedSuccessfully && call.Pending.Result.Error is { } error && (ReferenceEquals(error, NotReady) || ReferenceEquals(error, ShuttingDown));

    private RpcExchange BeginBatch(ReadOnlySpan<byte> message, ref Utf8JsonReader reader, RpcCaller caller)
    {
        // Counted before the first call is started: a refused batch has changed nothing.
        var ranges = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            ranges.Add(start..(int)reader.BytesConsumed);
        }

        if (ranges.Count == 0)
        {
            return Refused(RpcError.InvalidRequest("A batch must hold at least one request."));
        }

        if (ranges.Count > limits.BatchCalls)
        {
            return Refused(RpcError.LimitExceeded("batch_calls", limits.BatchCalls, $"A batch has at most {limits.BatchCalls} calls; this one has {ranges.Count}."));
        }

        var calls = new List<RpcCall>(ranges.Count);
        foreach (Range range in ranges)
        {
            calls.Add(Start(message[range], caller));
        }

        return new RpcExchange(calls, isBatch: true) { IsUnavailable = calls.TrueForAll(IsUnavailable) };
    }

    private RpcCall Start(ReadOnlySpan<byte> text, RpcCaller caller)
    {
        RpcRequest request = RpcRequest.Read(text);
        if (Admit(request, caller) is { } refusal)
        {
            return new RpcCall(request.Id, !request.HasId, RpcOutcome.Failed(refusal));
        }

        if (!table.TryFind(request.Method, caller.IsAdmin, out RpcMethod? method))
        {
            lifecycle.Leave();
            return new RpcCall(request.Id, !request.HasId, RpcOutcome.Failed(RpcError.MethodNotFound));
        }

        string requestId = caller.RequestId ?? $"{caller.ConnectionId}-{Interlocked.Increment(ref _requestNumber):x}";
        var context = new RpcContext(requestId, caller.Address, caller.Subscriptions, caller.Closed);
        long startedAt = time.GetTimestamp();
        ValueTask<RpcOutcome> pending = Invoke(method, context, request, out Activity? activity);
        return new RpcCall(request.Id, !request.HasId, method, context, startedAt, activity, pending);
    }

    /// <summary>Null lets the call in; it is then counted as in progress until it leaves.</summary>
    private RpcError? Admit(RpcRequest request, RpcCaller caller) =>
        OverRate(caller) ?? request.Error ?? lifecycle.Enter() switch
        {
            ServerPhase.Ready => null,
            ServerPhase.Starting => NotReady,
            _ => ShuttingDown,
        };

    private RpcError? OverRate(RpcCaller caller) =>
        rate.TryTake(caller.Address) is { } wait
            ? RpcError.LimitExceeded("calls_per_second", limits.CallsPerSecond, "Too many calls from this address.", wait)
            : null;

    private static RpcError? Bind(RpcRequest request, RpcMethod method, out FieldValues? values)
    {
        FieldSet fields = method.Definition.Parameters;
        ReadFault? fault;
        if (request.Parameters.IsEmpty)
        {
            values = new FieldValues(fields.Fields.Count);
            fields.HasAllRequired(values, out fault);
        }
        else
        {
            var reader = new Utf8JsonReader(request.Parameters);
            reader.Read();
            _ = reader.TokenType == JsonTokenType.StartObject
                ? fields.TryReadByName(ref reader, out values, out fault)
                : fields.TryReadByPosition(ref reader, out values, out fault);
        }

        return fault is null ? null : RpcError.InvalidParams(fault.Path, fault.Expected);
    }

    private ValueTask<RpcOutcome> Invoke(RpcMethod method, RpcContext context, RpcRequest request, out Activity? activity)
    {
        Activity? outer = Activity.Current;
        if (context.Subscriptions is not null)
        {
            // A WebSocket's request lasts as long as the connection: its calls are traces of their own.
            Activity.Current = null;
        }

        activity = Traces.StartActivity(method.Name, ActivityKind.Server);
        activity?.SetTag("rollup.request_id", context.RequestId);
        IDisposable? scope = log.BeginScope(new RequestScope(context.RequestId));
        try
        {
            return Bind(request, method, out FieldValues? parameters) is { } unfit
                ? new ValueTask<RpcOutcome>(RpcOutcome.Failed(unfit))
                : method.InvokeAsync(context, parameters!);
        }
#pragma warning disable CA1031 // whatever a schema or a handler throws becomes this call's -32603
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return ValueTask.FromException<RpcOutcome>(failure);
        }
        finally
        {
            // The handler took its scope and activity along; the connection goes on with its own.
            scope?.Dispose();
            Activity.Current = outer;
        }
    }

    private async ValueTask<RpcOutcome> FinishAsync(RpcCall call)
    {
        RpcOutcome outcome = call.Method is null ? await call.Pending : await OutcomeAsync(call, call.Method, call.Context!);
        int code = outcome.Error is { } error ? (int)error.Code : 0;
        metrics.CallAnswered(call.Method?.Name, code, time.GetElapsedTime(call.StartedAt));
        if (call.Method is not null)
        {
            lifecycle.Leave();
            call.Activity?.SetTag("rpc.jsonrpc.error_code", code);
            call.Activity?.Dispose();
        }

        return outcome;
    }

    private async ValueTask<RpcOutcome> OutcomeAsync(RpcCall call, RpcMethod method, RpcContext context)
    {
        Task<RpcOutcome>? task = null;
        try
        {
            if (call.Pending.IsCompletedSuccessfully)
            {
                context.Dispose();
                return call.Pending.Result;
            }

            task = call.Pending.AsTask();

            // Calls of a batch are waited for one after another, but their time runs from their start.
            TimeSpan left = limits.CallTimeout - time.GetElapsedTime(call.StartedAt);
            RpcOutcome outcome = await task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
            context.Dispose();
            return outcome;
        }
        catch (TimeoutException) when (task?.IsCompleted == false)
        {
            RpcLog.CallTimedOut(log, method.Name, context.RequestId, limits.CallTimeout);
            context.Cancel();
            _ = DisposeWhenEndedAsync(task, context);
            return RpcOutcome.Failed(RpcError.Unavailable(
                "timeout", $"No answer within {limits.CallTimeout.TotalSeconds} s; the call may yet take effect, so ask before repeating it."));
        }
        catch (OperationCanceledException) when (context.IsConnectionClosed)
        {
            context.Dispose();
            return RpcOutcome.Failed(RpcError.Unavailable("cancelled", "The caller has gone."));
        }
#pragma warning disable CA1031 // whatever a handler throws becomes this call's -32603
        catch (Exception failure)
#pragma warning restore CA1031
        {
            context.Dispose();
            metrics.InternalError();
            RpcLog.InternalError(log, failure, method.Name, context.RequestId);
            return RpcOutcome.Failed(RpcError.Internal(context.RequestId));
        }
    }

    private async Task DisposeWhenEndedAsync(Task<RpcOutcome> late, RpcContext context)
    {
        await late.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        context.Dispose();
    }
}
