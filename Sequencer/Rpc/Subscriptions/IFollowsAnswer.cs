namespace Rollup.Sequencer.Rpc;

/// <summary>A result that has more to send once the answer stands in the connection's queue.</summary>
internal interface IFollowsAnswer
{
    void OnAnswered();
}
