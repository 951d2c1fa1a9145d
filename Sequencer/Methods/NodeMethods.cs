using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>The whole interface of a node.</summary>
public static class NodeMethods
{
    /// <summary>The interface without a sequencer behind it, for its document.</summary>
    public static RpcMethodTable Describe(SequencerOptions options) =>
        Table(options, () => throw new InvalidOperationException("no sequencer"), () => throw new InvalidOperationException("no sequencer"));

    /// <param name="sequencer">Asked only once the server lets calls in.</param>
    /// <param name="queries">The same.</param>
    internal static RpcMethodTable Table(SequencerOptions options, Func<SequencerCore> sequencer, Func<SequencerQueries> queries) => new(
        new RpcInformation(
            "Rollup",
            InformationMethods.Version,
            "A zero-knowledge rollup for payments. Amounts are whole L2 units; numbers that may pass 2^53 are decimal strings."),
        [
            .. SubmissionMethods.All(sequencer),
            .. AccountMethods.All(queries),
            .. HistoryMethods.All(queries),
            .. InformationMethods.All(options, sequencer, queries),
            .. options.Faucet ? [SubmissionMethods.Faucet(sequencer)] : Array.Empty<RpcMethod>(),
        ],
        Subscriptions.All(queries));
}
