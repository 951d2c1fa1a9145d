using System.Diagnostics.Metrics;
using Rollup.Protocol.Events;

namespace Rollup.Sequencer.Telemetry;

/// <summary>What the sequencer counts. Every label value comes from a closed list, so the series stay bounded.</summary>
public sealed class SequencerMetrics : IDisposable
{
    public const string MeterName = "Rollup.Sequencer";

    private static readonly InstrumentAdvice<double> Durations =
        new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30] };

    private static readonly InstrumentAdvice<int> Sizes =
        new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _appended;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _sealed;
    private readonly Counter<long> _refusedAppends;
    private readonly Histogram<int> _groupSize;
    private readonly Histogram<int> _signatures;
    private readonly Histogram<double> _append;
    private readonly Histogram<double> _mark;
    private readonly Histogram<double> _seal;

    public SequencerMetrics()
    {
        _appended = _meter.CreateCounter<long>("rollup.sequencer.events", description: "Events appended to the log, by type.");
        _refused = _meter.CreateCounter<long>("rollup.sequencer.refused", description: "Operations refused, by reason.");
        _repeated = _meter.CreateCounter<long>("rollup.sequencer.repeated", description: "Operations sent again and answered with their first receipt.");
        _sealed = _meter.CreateCounter<long>("rollup.sequencer.batches", description: "Batches sealed, by what closed them.");
        _refusedAppends = _meter.CreateCounter<long>("rollup.sequencer.refused_appends", description: "Groups that the log could not take for now.");
        _groupSize = _meter.CreateHistogram("rollup.sequencer.group.size", description: "Events per append.", advice: Sizes);
        _signatures = _meter.CreateHistogram("rollup.sequencer.signatures", description: "Signatures per verification.", advice: Sizes);
        _append = _meter.CreateHistogram("rollup.sequencer.append.duration", "s", "One append with its flush.", advice: Durations);
        _mark = _meter.CreateHistogram("rollup.sequencer.mark.duration", "s", "One advance of the high-water mark with its flush.", advice: Durations);
        _seal = _meter.CreateHistogram("rollup.sequencer.seal.duration", "s", "Sealing one batch: root, commitments, append.", advice: Durations);
    }

    public void GroupAppended(IReadOnlyList<RollupEvent> events, TimeSpan duration)
    {
        _groupSize.Record(events.Count);
        _append.Record(duration.TotalSeconds);
        for (int i = 0; i < events.Count; i++)
        {
            _appended.Add(1, new KeyValuePair<string, object?>("type", events[i].Type));
        }
    }

    /// <param name="reason">A refusal's name, or a word of <see cref="Submissions.UnavailableReasons"/>.</param>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Repeated() => _repeated.Add(1);

    public void AppendRefused() => _refusedAppends.Add(1);

    public void MarkAdvanced(TimeSpan duration) => _mark.Record(duration.TotalSeconds);

    /// <param name="cause">size or age.</param>
    public void BatchSealed(string cause, TimeSpan duration)
    {
        _sealed.Add(1, new KeyValuePair<string, object?>("cause", cause));
        _seal.Record(duration.TotalSeconds);
    }

    public void SignaturesVerified(int count) => _signatures.Record(count);

    /// <summary>Registers a value that is read whenever the metrics are.</summary>
    public void Observe(string name, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, value, description: description);

    public void Dispose() => _meter.Dispose();
}
