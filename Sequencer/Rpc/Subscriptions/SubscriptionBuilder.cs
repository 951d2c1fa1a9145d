namespace Rollup.Sequencer.Rpc;

/// <summary>Defines a kind of subscription.</summary>
/// <example>
/// <code>
/// SubscriptionKind.Define("batches", "Every batch as it is sealed and as its status changes.")
///     .Yields(Wire.Batch)
///     .From(request =&gt; request.From is { } from &amp;&amp; from &lt; log.Oldest
///         ? SubscriptionBuilder.TooOld(log.Oldest)
///         : RpcReply.Of(log.Follow(request.From, request.CancellationToken)));
/// </code>
/// </example>
public sealed class SubscriptionBuilder
{
    private readonly string _name;
    private readonly string _summary;
    private readonly FieldSet _parameters = new();

    internal SubscriptionBuilder(string name, string summary) => (_name, _summary) = (name, summary);

    public SubscriptionBuilder Parameter<T>(string name, Schema<T> schema, string description, out Field<T> parameter)
        where T : notnull
    {
        parameter = _parameters.Add(name, schema, description, isRequired: true);
        return this;
    }

    public SubscriptionBuilder OptionalParameter<T>(string name, Schema<T> schema, string description, out Field<T> parameter)
        where T : notnull
    {
        parameter = _parameters.Add(name, schema, description, isRequired: false);
        return this;
    }

    public SubscriptionBuilder<T> Yields<T>(Schema<T> item)
        where T : notnull => new(_name, _summary, _parameters, item);

    /// <summary>What a source answers when the wanted items are no longer there.</summary>
    public static RpcError TooOld(ulong oldest) =>
        RpcError.NotFound("The items from this number on are no longer kept.", new RpcErrorDetail("oldest", oldest));
}

/// <inheritdoc cref="SubscriptionBuilder"/>
public sealed class SubscriptionBuilder<T>
    where T : notnull
{
    private readonly string _name;
    private readonly string _summary;
    private readonly FieldSet _parameters;
    private readonly Schema<T> _item;

    internal SubscriptionBuilder(string name, string summary, FieldSet parameters, Schema<T> item) =>
        (_name, _summary, _parameters, _item) = (name, summary, parameters, item);

    /// <param name="source">
    /// Answers the items from the wanted number on, without a gap between history and live ones, or an error. Items are
    /// pulled only as fast as the caller reads, so a source must not keep unread items in memory: it should hold a place
    /// in the log.
    /// </param>
    public SubscriptionKind From(Func<SubscriptionRequest, ValueTask<RpcReply<IAsyncEnumerable<SubscriptionItem<T>>>>> source)
    {
        _parameters.RequireAtMost64();
        return new SubscriptionKind<T>(_name, _summary, _parameters, _item, source);
    }

    /// <inheritdoc cref="From(Func{SubscriptionRequest, ValueTask{RpcReply{IAsyncEnumerable{SubscriptionItem{T}}}}})"/>
    public SubscriptionKind From(Func<SubscriptionRequest, RpcReply<IAsyncEnumerable<SubscriptionItem<T>>>> source) =>
        From(request => new ValueTask<RpcReply<IAsyncEnumerable<SubscriptionItem<T>>>>(source(request)));
}
