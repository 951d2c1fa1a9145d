using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

internal static class SubscribeMethod
{
    private static readonly RpcError NeedsWebSocket = RpcError.NotSupported("Subscriptions need a WebSocket connection.");

    public static RpcMethod Create(IReadOnlyList<SubscriptionKind> kinds) =>
        RpcMethod.Define("rollup_subscribe", "Follows a numbered sequence; each item arrives as a rollup_subscription notification.")
            .Describe(
                "A notification's params are {subscription, sequence, result}. After a lost connection, subscribe again with from = the last "
                + "sequence seen + 1: every item arrives once. A sequence that ends because of a failure says so with {subscription, error}.")
            .Parameter("kind", Schema.Choice([.. kinds.Select(kind => (kind.Name, kind))]), "What to follow.", out Field<SubscriptionKind> kind)
            .OptionalParameter("params", new SubscriptionParametersSchema(kinds), "The kind's own parameters, by name.", out Field<ReadOnlyMemory<byte>> parameters)
            .OptionalParameter("from", Schema.Quantity(), "The number of the first item wanted; absent for \"from now on\".", out Field<ulong> from)
            .Returns("subscription", SubscriptionId.Schema, "Names the subscription on this connection.")
            .Fails(RpcErrorCode.NotFound, "The items from this number on are no longer kept; data.oldest is the first that is.")
            .Fails(RpcErrorCode.NotSupported, NeedsWebSocket.Message)
            .Handle((context, p) => OpenAsync(context, p.Get(kind), p.GetOr(parameters, "{}"u8.ToArray()), p.TryGet(from, out ulong first) ? first : null));

    private static async ValueTask<RpcReply<Subscription>> OpenAsync(RpcContext context, SubscriptionKind kind, ReadOnlyMemory<byte> parameters, ulong? from)
    {
        if (context.Subscriptions is not { } subscriptions)
        {
            return NeedsWebSocket;
        }

        return Read(kind, parameters.Span, out FieldValues? values) is { } error
            ? error
            : await subscriptions.OpenAsync(kind, context, values!, from);
    }

    private static RpcError? Read(SubscriptionKind kind, ReadOnlySpan<byte> text, out FieldValues? values)
    {
        var reader = new Utf8JsonReader(text);
        reader.Read();
        return kind.Parameters.TryReadByName(ref reader, out values, out ReadFault? fault)
            ? null
            : RpcError.InvalidParams(fault.Under("params").Path, fault.Expected);
    }
}

internal static class UnsubscribeMethod
{
    public static RpcMethod Create() =>
        RpcMethod.Define("rollup_unsubscribe", "Ends a subscription of this connection.")
            .Parameter("subscription", SubscriptionId.Number, "What rollup_subscribe answered.", out Field<ulong> subscription)
            .Returns("ended", Schema.Boolean, "True if it was open, false if it had ended before.")
            .Fails(RpcErrorCode.NotFound, "This connection never had such a subscription.")
            .Fails(RpcErrorCode.NotSupported, "Subscriptions need a WebSocket connection.")
            .Handle((context, p) => context.Subscriptions is { } subscriptions
                ? subscriptions.Close(p.Get(subscription))
                : RpcError.NotSupported("Subscriptions need a WebSocket connection."));
}

internal static class SubscriptionId
{
    public static readonly Schema<ulong> Number = Rpc.Schema.Quantity(minimum: 1);

    public static readonly Schema<Subscription> Schema = Number.As<ulong, Subscription>(
        (ulong _, [MaybeNullWhen(false)] out Subscription subscription) =>
        {
            subscription = null;
            return false;
        },
        subscription => subscription.Id);
}
