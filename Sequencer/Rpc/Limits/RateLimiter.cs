using System.Collections.Concurrent;
using System.Net;

namespace Rollup.Sequencer.Rpc;

/// <summary>A token bucket per address: one token a call, refilled at a steady pace up to the burst.</summary>
internal sealed class RateLimiter(int callsPerSecond, int burst, TimeProvider time)
{
    /// <summary>More addresses than this share a bucket: a flood of them must not cost memory without end.</summary>
    internal const int MaxAddresses = 65_536;

    private readonly ConcurrentDictionary<AddressKey, Bucket> _buckets = new();
    private readonly Bucket _shared = new(burst, time.GetTimestamp());
    private readonly Lock _sweeping = new();
    private long _lastSweep = time.GetTimestamp();

    // Counted apart: the dictionary's own count takes all of its locks.
    private int _count;

    internal int AddressCount => _buckets.Count;

    /// <summary>Takes a token of <paramref name="address"/>.</summary>
    /// <returns>Null, or how long until there will be one.</returns>
    public TimeSpan? TryTake(IPAddress address)
    {
        Bucket bucket = Find(AddressKey.Of(address));
        lock (bucket)
        {
            Refill(bucket);
            if (bucket.Tokens >= 1)
            {
                bucket.Tokens -= 1;
                return null;
            }

            return TimeSpan.FromSeconds((1 - bucket.Tokens) / callsPerSecond);
        }
    }

    private Bucket Find(AddressKey address)
    {
        if (_buckets.TryGetValue(address, out Bucket? bucket))
        {
            return bucket;
        }

        if (Volatile.Read(ref _count) >= MaxAddresses)
        {
            Sweep();
        }

        return Volatile.Read(ref _count) < MaxAddresses ? Add(address) : _shared;
    }

    private Bucket Add(AddressKey address)
    {
        var added = new Bucket(burst, time.GetTimestamp());
        Bucket bucket = _buckets.GetOrAdd(address, added);
        if (ReferenceEquals(bucket, added))
        {
            Interlocked.Increment(ref _count);
        }

        return bucket;
    }

    private void Refill(Bucket bucket)
    {
        long now = time.GetTimestamp();
        double seconds = time.GetElapsedTime(bucket.RefilledAt, now).TotalSeconds;
        bucket.Tokens = Math.Min(burst, bucket.Tokens + Math.Max(0, seconds) * callsPerSecond);
        bucket.RefilledAt = now;
    }

    /// <summary>Forgets full buckets: a new one would be the same. At most once a second, since it looks at all of them.</summary>
    private void Sweep()
    {
        lock (_sweeping)
        {
            if (time.GetElapsedTime(_lastSweep) < TimeSpan.FromSeconds(1))
            {
                return;
            }

            _lastSweep = time.GetTimestamp();
            foreach ((AddressKey address, Bucket bucket) in _buckets)
            {
                lock (bucket)
                {
                    Refill(bucket);
                    if (bucket.Tokens >= burst && _buckets.TryRemove(address, out _))
                    {
                        Interlocked.Decrement(ref _count);
                    }
                }
            }
        }
    }

    private sealed class Bucket(double tokens, long refilledAt)
    {
        public double Tokens { get; set; } = tokens;

        public long RefilledAt { get; set; } = refilledAt;
    }
}
