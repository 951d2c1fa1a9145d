using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Rollup.Sequencer.Hosting;

/// <summary>One instrument with all its series.</summary>
internal sealed class MetricFamily
{
    /// <summary>More label sets than this share one series: a label that took its values from callers would fill the memory.</summary>
    public const int MaxSeries = 500;

    private static readonly double[] DefaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly TagSet Overflow = new([new("overflow", "true")]);

    private readonly ConcurrentDictionary<TagSet, TimeSeries> _series = new(new TagSet.Comparer());
    private readonly ConcurrentDictionary<TagSet, TimeSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;

    // Counted apart: the dictionary's own count takes all of its locks.
    private int _count;

    public MetricFamily(string name, Instrument instrument)
    {
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        Name = name;
        Description = instrument.Description ?? "";
        Kind = PrometheusName.KindOf(instrument);
        Bounds = Kind == MetricKind.Histogram ? BoundsOf(instrument) : null;
        IsAbsolute = instrument.IsObservable || instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);
    }

    public string Name { get; }

    public string Description { get; }

    public MetricKind Kind { get; }

    public double[]? Bounds { get; }

    /// <summary>Its measurements are the value itself and no change of it.</summary>
    private bool IsAbsolute { get; }

    public IEnumerable<(TagSet Labels, TimeSeries Series)> Series => _series.Select(pair => (pair.Key, pair.Value));

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        TimeSeries series = Find(tags);
        if (Kind == MetricKind.Histogram)
        {
            series.Observe(value);
        }
        else if (IsAbsolute)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private TimeSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_lookup.TryGetValue(tags, out TimeSeries? series))
        {
            return series;
        }

        return Add(Volatile.Read(ref _count) < MaxSeries ? new TagSet(tags.ToArray()) : Overflow);
    }

    private TimeSeries Add(TagSet key)
    {
        var added = new TimeSeries(Bounds);
        TimeSeries series = _series.GetOrAdd(key, added);
        if (ReferenceEquals(series, added))
        {
            Interlocked.Increment(ref _count);
        }

        return series;
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Instrument<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Instrument<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Instrument<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}
