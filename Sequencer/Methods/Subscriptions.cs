using Rollup.Protocol;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>What can be subscribed to. The log keeps everything, so no number is ever too old.</summary>
internal static class Subscriptions
{
    public static IEnumerable<SubscriptionKind> All(Func<SequencerQueries> queries)
    {
        yield return SubscriptionKind.Define("operations", "Everything that happens to an address: operations as they are accepted, and batches that hold them as they are sealed. Numbered by event.")
            .Parameter("address", Wire.Address, "Whose.", out Field<L2Address> address)
            .Yields(ViewSchemas.AddressChange)
            .From(request => RpcReply.Of(queries().Feeds.AddressAsync(
                request.Parameters.Get(address), First(request.From) ?? queries().Log.Covered + 1, request.CancellationToken)));

        yield return SubscriptionKind.Define("batches", "Every batch as it is sealed. Numbered by batch.")
            .Yields(ViewSchemas.Batch)
            .From(request => RpcReply.Of(Batches(queries(), request)));

        yield return SubscriptionKind.Define("status", "How far everything is: now, and whenever it has moved. Numbered by the newest event; has no history.")
            .Yields(ViewSchemas.Status)
            .From(request => RpcReply.Of(queries().Feeds.HeadsAsync(request.CancellationToken)));
    }

    private static IAsyncEnumerable<SubscriptionItem<BatchView>> Batches(SequencerQueries queries, SubscriptionRequest request)
    {
        BatchNumber from = request.From is { } number ? new(Math.Max(1, number)) : queries.Ledger.Heads().Batch.Number.Next();
        return queries.Feeds.BatchesAsync(from, request.CancellationToken);
    }

    /// <summary>No event has a number beyond what a log can count, so a larger one waits as long.</summary>
    private static long? First(ulong? from) => from is { } number ? (long)Math.Min(number, long.MaxValue - 1) : null;
}
