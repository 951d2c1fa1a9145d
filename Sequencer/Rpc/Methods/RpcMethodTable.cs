using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Rollup.Sequencer.Rpc;

/// <summary>Every method of one server.</summary>
public sealed class RpcMethodTable
{
    private readonly FrozenDictionary<string, RpcMethod> _public;
    private readonly FrozenDictionary<string, RpcMethod> _all;

    /// <param name="methods">The product's methods; those of the interface itself (<c>rpc.discover</c>, subscriptions) are added.</param>
    public RpcMethodTable(RpcInformation information, IEnumerable<RpcMethod> methods, IEnumerable<SubscriptionKind> subscriptions)
    {
        Information = information;
        Subscriptions = [.. subscriptions];
        RpcMethod[] own = Subscriptions.Count > 0
            ? [DiscoverMethod.Create(this), SubscribeMethod.Create(Subscriptions), UnsubscribeMethod.Create()]
            : [DiscoverMethod.Create(this)];
        Methods = [.. methods.Concat(own).OrderBy(method => method.Name, StringComparer.Ordinal)];
        _all = Methods.ToFrozenDictionary(method => method.Name);
        _public = Methods.Where(method => !method.IsAdmin).ToFrozenDictionary(method => method.Name);
    }

    public RpcInformation Information { get; }

    /// <summary>Ordered by name.</summary>
    public IReadOnlyList<RpcMethod> Methods { get; }

    public IReadOnlyList<SubscriptionKind> Subscriptions { get; }

    internal bool TryFind(ReadOnlySpan<char> name, bool includeAdmin, [NotNullWhen(true)] out RpcMethod? method) =>
        (includeAdmin ? _all : _public).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out method);
}

/// <summary>The head of the OpenRPC document.</summary>
public sealed record RpcInformation(string Title, string Version, string Description);
