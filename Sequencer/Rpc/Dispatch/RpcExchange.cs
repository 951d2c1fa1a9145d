namespace Rollup.Sequencer.Rpc;

/// <summary>A message whose calls have all been started, and what becomes of them.</summary>
internal sealed class RpcExchange(IReadOnlyList<RpcCall> calls, bool isBatch)
{
    /// <summary>In the order of the message.</summary>
    public IReadOnlyList<RpcCall> Calls => calls;

    public bool IsBatch => isBatch;

    /// <summary>True when the server could not take any of the calls, because it is starting or stopping.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>Called once the answer stands in its connection's queue.</summary>
    public void OnAnswered()
    {
        foreach (RpcCall call in calls)
        {
            call.Outcome?.OnAnswered();
        }
    }
}
