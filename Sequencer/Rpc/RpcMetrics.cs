using System.Diagnostics.Metrics;

namespace Rollup.Sequencer.Rpc;

/// <summary>What the interface counts. Labels are bounded: methods of the table, codes, reasons.</summary>
internal sealed class RpcMetrics : IDisposable
{
    public const string MeterName = "Rollup.Sequencer.Rpc";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _seconds;
    private readonly Counter<long> _internalErrors;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _refusedConnections;
    private readonly UpDownCounter<long> _subscriptions;
    private readonly Counter<long> _droppedSlowReaders;

    public RpcMetrics()
    {
        _calls = _meter.CreateCounter<long>("rollup.rpc.calls", description: "Calls answered, by method and error code (0: a result).");
        _seconds = _meter.CreateHistogram(
            "rollup.rpc.call.duration",
            unit: "s",
            description: "From the parsed request to its answer, by method.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 20] });
        _internalErrors = _meter.CreateCounter<long>("rollup.rpc.internal_errors", description: "Calls that failed by a bug of ours.");
        _connections = _meter.CreateUpDownCounter<long>("rollup.rpc.connections", description: "Open connections.");
        _refusedConnections = _meter.CreateCounter<long>("rollup.rpc.refused_connections", description: "Connections refused, by limit.");
        _subscriptions = _meter.CreateUpDownCounter<long>("rollup.rpc.subscriptions", description: "Open subscriptions.");
        _droppedSlowReaders = _meter.CreateCounter<long>("rollup.rpc.dropped_slow_readers", description: "WebSocket connections dropped because their reader fell behind.");
    }

    /// <param name="method">Null when the call was refused before a method was reached: its text would be a label without bound.</param>
    public void CallAnswered(string? method, int code, TimeSpan duration)
    {
        _calls.Add(1, new("method", method ?? "none"), new("code", code));
        if (method is not null)
        {
            _seconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("method", method));
        }
    }

    public void InternalError() => _internalErrors.Add(1);

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    public void ConnectionRefused(string limit) => _refusedConnections.Add(1, new KeyValuePair<string, object?>("limit", limit));

    public void SubscriptionOpened() => _subscriptions.Add(1);

    public void SubscriptionClosed() => _subscriptions.Add(-1);

    public void SlowReaderDropped() => _droppedSlowReaders.Add(1);

    public void Dispose() => _meter.Dispose();
}
