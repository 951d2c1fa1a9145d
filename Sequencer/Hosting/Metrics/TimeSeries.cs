namespace Rollup.Sequencer.Hosting;

/// <summary>The values of one instrument under one set of labels.</summary>
/// <param name="bounds">Upper bounds of a histogram's buckets, ascending; null for what is no histogram.</param>
internal sealed class TimeSeries(double[]? bounds)
{
    private readonly long[] _buckets = new long[(bounds?.Length ?? 0) + 1];
    private readonly Lock _gate = new();
    private double _value;

    public void Add(double value)
    {
        lock (_gate)
        {
            _value += value;
        }
    }

    public void Set(double value)
    {
        lock (_gate)
        {
            _value = value;
        }
    }

    public void Observe(double value)
    {
        int bucket = Array.BinarySearch(bounds!, value);
        lock (_gate)
        {
            _value += value;
            _buckets[bucket < 0 ? ~bucket : bucket]++;
        }
    }

    public double Read()
    {
        lock (_gate)
        {
            return _value;
        }
    }

    /// <param name="cumulative">Receives, for each bound and then for infinity, how many values were at most it.</param>
    /// <returns>The sum of all values.</returns>
    public double ReadHistogram(Span<long> cumulative)
    {
        lock (_gate)
        {
            long count = 0;
            for (int i = 0; i < _buckets.Length; i++)
            {
                count += _buckets[i];
                cumulative[i] = count;
            }

            return _value;
        }
    }
}
