using System.Text.Json;

namespace Rollup.Sequencer.Rpc;

/// <summary>The items of one open subscription, with their type left behind.</summary>
internal interface ISubscriptionFeed : IAsyncDisposable
{
    /// <summary>Of the current item.</summary>
    ulong Sequence { get; }

    ValueTask<bool> MoveNextAsync();

    void WriteItem(Utf8JsonWriter writer);
}

/// <inheritdoc/>
internal sealed class SubscriptionFeed<T>(IAsyncEnumerator<SubscriptionItem<T>> items, Schema<T> schema) : ISubscriptionFeed
    where T : notnull
{
    public ulong Sequence => items.Current.Sequence;

    public ValueTask<bool> MoveNextAsync() => items.MoveNextAsync();

    public void WriteItem(Utf8JsonWriter writer) => schema.Write(writer, items.Current.Value);

    public ValueTask DisposeAsync() => items.DisposeAsync();
}

/// <inheritdoc/>
internal sealed class SubscriptionKind<T>(
    string name,
    string summary,
    FieldSet parameters,
    Schema<T> item,
    Func<SubscriptionRequest, ValueTask<RpcReply<IAsyncEnumerable<SubscriptionItem<T>>>>> source) : SubscriptionKind(name, summary, parameters)
    where T : notnull
{
    internal override Schema ItemSchema => item;

    internal override async ValueTask<RpcReply<ISubscriptionFeed>> OpenAsync(SubscriptionRequest request)
    {
        RpcReply<IAsyncEnumerable<SubscriptionItem<T>>> reply = await source(request);
        return reply.Error is { } error
            ? error
            : RpcReply.Of<ISubscriptionFeed>(new SubscriptionFeed<T>(reply.Value.GetAsyncEnumerator(request.CancellationToken), item));
    }
}
