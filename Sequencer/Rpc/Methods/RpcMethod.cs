using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>One method of the interface: its documentation, its parameters, its result, and what answers it.</summary>
/// <remarks>Start reading at <see cref="Define"/>. The same definition dispatches, validates, and is published by <c>rpc.discover</c>.</remarks>
public abstract class RpcMethod
{
    private protected RpcMethod(RpcMethodDefinition definition) => Definition = definition;

    public string Name => Definition.Name;

    /// <summary>An admin method exists on the admin port only.</summary>
    public bool IsAdmin => Definition.IsAdmin;

    internal RpcMethodDefinition Definition { get; }

    internal abstract ResultDescription Result { get; }

    /// <summary>Starts a definition.</summary>
    /// <param name="name">As callers write it, case and prefix included.</param>
    /// <param name="summary">One line.</param>
    public static RpcMethodBuilder Define(string name, string summary) => new(name, summary);

    internal abstract ValueTask<RpcOutcome> InvokeAsync(RpcContext context, FieldValues parameters);
}

/// <summary>The result as the OpenRPC document shows it.</summary>
internal sealed record ResultDescription(string Name, string Description, Schema Schema);

/// <inheritdoc/>
internal sealed class RpcMethod<T>(
    RpcMethodDefinition definition,
    ResultDescription result,
    Schema<T> schema,
    Func<RpcContext, FieldValues, ValueTask<RpcReply<T>>> handler) : RpcMethod(definition)
    where T : notnull
{
    internal override ResultDescription Result => result;

    internal override ValueTask<RpcOutcome> InvokeAsync(RpcContext context, FieldValues parameters)
    {
        ValueTask<RpcReply<T>> pending = handler(context, parameters);
        return pending.IsCompletedSuccessfully ? new(Outcome(pending.Result)) : Awaited(pending);
    }

    private async ValueTask<RpcOutcome> Awaited(ValueTask<RpcReply<T>> pending) => Outcome(await pending);

    private RpcOutcome Outcome(RpcReply<T> reply) =>
        reply.Error is { } error ? RpcOutcome.Failed(error) : new ResultOutcome<T>(schema, reply.Value);
}
