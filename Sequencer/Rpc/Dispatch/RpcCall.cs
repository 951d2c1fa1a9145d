using System.Diagnostics;

namespace Rollup.Sequencer.Rpc;

/// <summary>One call of a message, from the moment it was read.</summary>
internal sealed class RpcCall
{
    public RpcCall(RpcId id, bool isNotification, RpcOutcome outcome) =>
        (Id, IsNotification, Pending) = (id, isNotification, new ValueTask<RpcOutcome>(outcome));

    public RpcCall(
        RpcId id, bool isNotification, RpcMethod method, RpcContext context, long startedAt, Activity? activity, ValueTask<RpcOutcome> pending)
    {
        (Id, IsNotification, Method, Context) = (id, isNotification, method, context);
        (StartedAt, Activity, Pending) = (startedAt, activity, pending);
    }

    public RpcId Id { get; }

    public bool IsNotification { get; }

    /// <summary>Null when the call was answered before a method was reached.</summary>
    public RpcMethod? Method { get; }

    public RpcContext? Context { get; }

    public long StartedAt { get; }

    /// <summary>The call's trace, when traces are exported.</summary>
    public Activity? Activity { get; }

    /// <summary>Awaited once, by <see cref="RpcDispatcher"/>.</summary>
    public ValueTask<RpcOutcome> Pending { get; }

    /// <summary>Set once the call has been answered.</summary>
    public RpcOutcome? Outcome { get; set; }
}
