using Rollup.Protocol;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>What happened: operations, batches, raw events.</summary>
internal static class HistoryMethods
{
    private const int MaxPage = 100;
    private const int MaxEvents = 1000;

    private static readonly Schema<OperationPage> Page = Schema.Object<OperationPage>("OperationPage", "A page of a history.")
        .Field("operations", Schema.Array(ViewSchemas.Operation, 0, MaxPage), "Newest first.", p => p.Operations)
        .OptionalField("before", Wire.Sequence, "Pass this to get the next page; absent on the last one.", p => p.Before)
        .Build();

    private static readonly Schema<EventPage> Events = Schema.Object<EventPage>("EventPage", "Events in a row.")
        .Field("events", Schema.Array(ViewSchemas.RawEvent, 0, MaxEvents), "Oldest first, without a gap.", p => p.Events)
        .Field("next", Wire.Sequence, "The number after the last event; ask from there on.", p => p.Next)
        .Build();

    public static IEnumerable<RpcMethod> All(Func<SequencerQueries> queries)
    {
        yield return RpcMethod.Define("rollup_getOperation", "A signed operation by its id, with its status and its receipt.")
            .Parameter("operationId", Wire.OperationId, "The hash that its sender signed.", out Field<OperationId> id)
            .Returns("operation", ViewSchemas.ReceiptedOperation, "As the log has it.")
            .Fails(RpcErrorCode.NotFound, "No accepted operation has this id.")
            .WithExamples("rollup_getOperation")
            .Handle(async (context, p) => await queries().Log.OperationAsync(p.Get(id), context.CancellationToken) is { } found
                ? found
                : RpcError.NotFound("No accepted operation has this id.", new RpcErrorDetail("operationId", p.Get(id).ToString())));

        yield return RpcMethod.Define("rollup_getOperationsByAddress", "The operations that touched an address, newest first.")
            .Parameter("address", Wire.Address, "Whose.", out Field<L2Address> address)
            .OptionalParameter("before", Wire.Sequence, "Only operations with a lower number; absent: from the newest on.", out Field<long> before)
            .OptionalParameter("limit", Schema.Integer(1, IntegerSchema.LargestSafe), $"At most {MaxPage}; absent: {MaxPage}.", out Field<long> limit)
            .Returns("page", Page, "The address may have sent, received, or collected fees.")
            .WithExamples("rollup_getOperationsByAddress")
            .Handle(async (context, p) => await PageAsync(
                queries(), p.Get(address), p.GetOr(before, long.MaxValue), p.GetOr(limit, MaxPage), context.CancellationToken));

        yield return RpcMethod.Define("rollup_getBatch", "A sealed batch.")
            .OptionalParameter("number", Wire.Batch, "From 1; absent: the newest.", out Field<BatchNumber> number)
            .Returns("batch", ViewSchemas.Batch, "Its header and where its operations stand in the log.")
            .Fails(RpcErrorCode.NotFound, "There is no such batch; data.newest is the newest.")
            .WithExamples("rollup_getBatch")
            .Handle(async (context, p) => await BatchAsync(queries(), p.TryGet(number, out BatchNumber n) ? n : null, context.CancellationToken));

        yield return RpcMethod.Define("rollup_getEvents", "Raw events of the log from a number on: what an auditor needs.")
            .Parameter("stream", Schema.Word("operations"), "Which stream.", out Field<string> _)
            .Parameter("from", Wire.Sequence, "Number of the first event wanted.", out Field<long> from)
            .OptionalParameter("limit", Schema.Integer(1, IntegerSchema.LargestSafe), $"At most {MaxEvents}; absent: {MaxEvents}.", out Field<long> events)
            .Returns("page", Events, "Empty at the end of the log.")
            .WithExamples("rollup_getEvents")
            .Handle(async (context, p) => await EventsAsync(queries(), p.Get(from), p.GetOr(events, MaxEvents), context.CancellationToken));
    }

    private static async ValueTask<RpcReply<OperationPage>> PageAsync(
        SequencerQueries queries, L2Address address, long before, long limit, CancellationToken cancellationToken)
    {
        if (limit > MaxPage)
        {
            return RpcError.LimitExceeded("limit", MaxPage, $"A page has at most {MaxPage} operations.");
        }

        IReadOnlyList<EventView> page = await queries.Log.HistoryAsync(address, before, (int)limit, cancellationToken);
        return new OperationPage(page, page.Count == limit ? page[^1].Sequence : null);
    }

    private static async ValueTask<RpcReply<BatchView>> BatchAsync(SequencerQueries queries, BatchNumber? number, CancellationToken cancellationToken)
    {
        BatchNumber newest = queries.Ledger.Heads().Batch.Number;
        return await queries.Log.BatchAsync(number ?? newest, cancellationToken) is { } found
            ? found
            : RpcError.NotFound("There is no such batch.", new RpcErrorDetail("newest", newest.Value));
    }

    private static async ValueTask<RpcReply<EventPage>> EventsAsync(SequencerQueries queries, long from, long limit, CancellationToken cancellationToken)
    {
        if (limit > MaxEvents)
        {
            return RpcError.LimitExceeded("limit", MaxEvents, $"A page has at most {MaxEvents} events.");
        }

        var events = new List<EventView>();
        await foreach (EventView view in queries.Log.EventsAsync(from, limit, cancellationToken))
        {
            events.Add(view);
        }

        return new EventPage(events, from + events.Count);
    }

    private sealed record OperationPage(IReadOnlyList<EventView> Operations, long? Before);

    private sealed record EventPage(IReadOnlyList<EventView> Events, long Next);
}
