namespace Rollup.Sequencer.Rpc;

/// <summary>Something that can be subscribed to: a numbered sequence, whole from some number on.</summary>
public abstract class SubscriptionKind
{
    private protected SubscriptionKind(string name, string summary, FieldSet parameters) =>
        (Name, Summary, Parameters) = (name, summary, parameters);

    /// <summary>What callers pass as <c>kind</c>.</summary>
    public string Name { get; }

    public string Summary { get; }

    internal FieldSet Parameters { get; }

    internal abstract Schema ItemSchema { get; }

    public static SubscriptionBuilder Define(string name, string summary) => new(name, summary);

    internal abstract ValueTask<RpcReply<ISubscriptionFeed>> OpenAsync(SubscriptionRequest request);
}

/// <summary>One caller's wish.</summary>
/// <param name="From">The number of the first item wanted, inclusive; null for "from now on".</param>
/// <param name="CancellationToken">Ends the sequence: the caller has unsubscribed or gone.</param>
public sealed record SubscriptionRequest(RpcContext Context, FieldValues Parameters, ulong? From, CancellationToken CancellationToken);

/// <summary>One item of a subscription.</summary>
/// <param name="Sequence">Rises from item to item, so that a caller who lost the connection asks for the number after the last it saw.</param>
public readonly record struct SubscriptionItem<T>(ulong Sequence, T Value)
    where T : notnull;
