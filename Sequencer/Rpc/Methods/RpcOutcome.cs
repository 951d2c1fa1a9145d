using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>A call's result or error, with the knowledge of how to write it.</summary>
internal abstract class RpcOutcome
{
    /// <summary>Null for a result.</summary>
    public abstract RpcError? Error { get; }

    /// <summary>Writes the <c>result</c> or <c>error</c> member of the answer.</summary>
    public abstract void WriteMember(Utf8JsonWriter writer);

    /// <summary>Called once the answer stands in its connection's queue: what the caller is sent next comes after it.</summary>
    public virtual void OnAnswered()
    {
    }

    public static RpcOutcome Failed(RpcError error) => new FailedOutcome(error);

    private sealed class FailedOutcome(RpcError error) : RpcOutcome
    {
        public override RpcError? Error => error;

        public override void WriteMember(Utf8JsonWriter writer)
        {
            writer.WritePropertyName("error"u8);
            error.Write(writer);
        }
    }
}

/// <inheritdoc/>
internal sealed class ResultOutcome<T>(Schema<T> schema, T result) : RpcOutcome
    where T : notnull
{
    public override RpcError? Error => null;

    public override void WriteMember(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("result"u8);
        schema.Write(writer, result);
    }

    public override void OnAnswered() => (result as IFollowsAnswer)?.OnAnswered();
}
