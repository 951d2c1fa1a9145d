using System.Runtime.CompilerServices;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>A numbered log in memory that tests append to, and the kinds of subscription over it.</summary>
public sealed class ToyFeed
{
    private readonly List<string> _items = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Items before this one are no longer kept.</summary>
    public ulong Oldest { get; set; }

    /// <summary>How many items all subscriptions together have taken.</summary>
    public int Taken => _taken;

    private int _taken;

    public void Append(string item)
    {
        lock (_gate)
        {
            _items.Add(item);
            _appended.TrySetResult();
            _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public IEnumerable<SubscriptionKind> Kinds()
    {
        yield return SubscriptionKind.Define("items", "Every item.")
            .OptionalParameter("prefix", Schema.Text(1, 10), "Only items that start with it.", out Field<string> prefix)
            .Yields(Schema.Text(0, 1_000_000))
            .From(request => request.From is { } from && from < Oldest
                ? SubscriptionBuilder.TooOld(Oldest)
                : RpcReply.Of(Follow(request.From ?? (ulong)Count, request.Parameters.GetOr(prefix, ""), request.CancellationToken)));

        yield return SubscriptionKind.Define("broken", "Fails after one item.")
            .Yields(Schema.Text(0, 100))
            .From(_ => RpcReply.Of(Broken()));
    }

    private int Count
    {
        get
        {
            lock (_gate)
            {
                return _items.Count;
            }
        }
    }

    private async IAsyncEnumerable<SubscriptionItem<string>> Follow(ulong from, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (ulong next = from; ; next++)
        {
            string item = await ItemAsync(next, cancellationToken);
            if (item.StartsWith(prefix, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _taken);
                yield return new SubscriptionItem<string>(next, item);
            }
        }
    }

    private async ValueTask<string> ItemAsync(ulong index, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task appended;
            lock (_gate)
            {
                if (index < (ulong)_items.Count)
                {
                    return _items[(int)index];
                }

                appended = _appended.Task;
            }

            await appended.WaitAsync(cancellationToken);
        }
    }

    private static async IAsyncEnumerable<SubscriptionItem<string>> Broken()
    {
        yield return new SubscriptionItem<string>(0, "one");
        await Task.Yield();
        throw new InvalidOperationException("canary-4711");
    }
}
