using System.Runtime.CompilerServices;
using Rollup.Protocol;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Queries;

/// <summary>What a subscriber to an address is told: an event that touched it, or the seal of a batch with such events.</summary>
/// <param name="Sealed">Numbers of the address's events in the batch; null where <paramref name="Event"/> itself touched the address.</param>
internal sealed record AddressChange(EventView Event, IReadOnlyList<long>? Sealed);

/// <summary>Endless sequences over the log for subscribers. A feed holds nothing but its place.</summary>
internal sealed class ChangeFeeds(LogQueries log, LedgerQueries ledger, ProgressSignal covered, TimeProvider time)
{
    /// <summary>Numbers that one look into the index covers: bounds memory where a subscriber starts far back.</summary>
    private const int Window = 4096;

    /// <summary>Waking a thousand subscribers for each of hundreds of groups a second would be the main work of the machine.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Everything that happens to an address, from an event's number on. Numbered by event.</summary>
    public async IAsyncEnumerable<SubscriptionItem<AddressChange>> AddressAsync(
        L2Address address, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long next = from; ; await PauseAsync(next - 1, cancellationToken))
        {
            for (long end; next <= covered.Value; next = end)
            {
                end = Math.Min(next + Window, covered.Value + 1);
                foreach ((long sequence, IReadOnlyList<long>? seal) in ChangesIn(address, next, end))
                {
                    yield return new((ulong)sequence, new(await log.EventAsync(sequence, cancellationToken), seal));
                }
            }
        }
    }

    /// <summary>Every batch from a number on. Numbered by batch.</summary>
    public async IAsyncEnumerable<SubscriptionItem<BatchView>> BatchesAsync(
        BatchNumber from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = -1;
        for (BatchNumber next = from; ; await PauseAsync(seen, cancellationToken))
        {
            seen = covered.Value;
            while (await log.BatchAsync(next, cancellationToken) is { } batch)
            {
                yield return new(next.Value, batch);
                next = next.Next();
            }
        }
    }

    /// <summary>The heads, now and whenever they have moved. Numbered by the newest event.</summary>
    public async IAsyncEnumerable<SubscriptionItem<HeadsView>> HeadsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long last = -2; ; await PauseAsync(last, cancellationToken))
        {
            HeadsView heads = ledger.Heads();
            if (heads.Log.Sequence > last && heads.Log.Sequence >= 0)
            {
                yield return new((ulong)heads.Log.Sequence, heads);
            }

            last = Math.Max(heads.Log.Sequence, covered.Value);
        }
    }

    /// <summary>In the order of their numbers: events that touched the address, and seals of batches that hold such events.</summary>
    private IEnumerable<(long Sequence, IReadOnlyList<long>? Sealed)> ChangesIn(L2Address address, long first, long end)
    {
        IEnumerable<(long, IReadOnlyList<long>?)> touched = ledger.Touched(address, first, end).Select(s => (s, (IReadOnlyList<long>?)null));
        IEnumerable<(long, IReadOnlyList<long>?)> seals = ledger.SealsIn(first, end)
            .Select(seal => (seal.Sequence, (IReadOnlyList<long>?)ledger.Touched(address, seal.First, seal.Sequence)))
            .Where(seal => seal.Item2 is { Count: > 0 });
        return touched.Concat(seals).OrderBy(change => change.Item1);
    }

    private async ValueTask PauseAsync(long seen, CancellationToken cancellationToken)
    {
        await covered.WaitBeyondAsync(seen, cancellationToken);
        await Task.Delay(Pace, time, cancellationToken);
    }
}
