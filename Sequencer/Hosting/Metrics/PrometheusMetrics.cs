using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary>Listens to every meter of the product and of the runtime, and writes them as Prometheus text.</summary>
/// <remarks>Made early in the process's life: what is counted before it listens is not seen.</remarks>
public sealed class PrometheusMetrics : IDisposable
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly TimeSpan ScrapeTimeout = TimeSpan.FromSeconds(10);
    private static readonly string[] MeterPrefixes = ["Rollup.", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly MeterListener _listener = new();

    // Instruments of one name (of several servers in one process) share a family: Prometheus knows names only.
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public PrometheusMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Array.Exists(MeterPrefixes, prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                MetricFamily family = _families.GetOrAdd(PrometheusName.Of(instrument), name => new MetricFamily(name, instrument));
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => ((MetricFamily)family!).Record((double)value, tags));
        _listener.Start();
    }

    /// <summary>All metrics, ordered by name.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (MetricFamily family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            PrometheusText.Write(text, family);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    internal Task WriteAsync(HttpResponse response) => 
        HttpAnswer.WriteAsync(response, Encoding.UTF8.GetBytes(Write()), ScrapeTimeout, TimeProvider.System, ContentType);
}
