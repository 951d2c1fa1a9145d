using System.Net;
using Microsoft.Extensions.Logging;
using Rollup.EventLog;
using Rollup.EventLog.Marks;
using Rollup.EventLog.Snapshots;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Methods;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Telemetry;

namespace Rollup.Sequencer.Node;

/// <summary>A sequencer with its log, its files and its web server: what <c>rollup node</c>, the demo and tests start.</summary>
public sealed class SequencerNode : IAsyncDisposable
{
    private readonly NodeOptions _options;
    private readonly IReceiptSigner _signer;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly PrometheusMetrics _prometheus = new();
    private readonly RollupHttpServer _server;
    private readonly TaskCompletionSource<SequencerHaltException> _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddedEventLog? _eventLog;
    private FileHighWaterMark? _mark;
    private SequencerCore? _core;
    private bool _isClosed;

    private SequencerNode(NodeOptions options, IReceiptSigner signer, ILoggerFactory loggers, TimeProvider time)
    {
        (_options, _signer, _loggers, _time) = (options, signer, loggers, time);
        _log = loggers.CreateLogger("Rollup.Sequencer");
        RpcMethodTable methods = NodeMethods.Table(options.Sequencer, () => Core, () => Core.Queries);
        var health = new NodeHealth(() => _core, () => _eventLog?.Status);
        _server = new(options.Http, methods, health.Entries(), _prometheus, loggers, time);
    }

    /// <summary>The running sequencer.</summary>
    public SequencerCore Core => _core ?? throw new InvalidOperationException("The sequencer has not started yet.");

    public IPEndPoint Endpoint => _server.PublicEndpoint;

    /// <summary>Where calls go.</summary>
    public Uri RpcAddress => new($"http://{Endpoint}/");

    /// <summary>Completes when the sequencer has stopped for good; the process should then end with the reason's exit code.</summary>
    public Task<SequencerHaltException> Halted => _halted.Task;

    /// <summary>Opens the port, rebuilds the state, and takes operations.</summary>
    /// <exception cref="SequencerHaltException">The configuration cannot be run, or what is stored does not fit together.</exception>
    /// <exception cref="EventLogException">The log or the mark cannot be opened.</exception>
    /// <exception cref="ServerAddressException">The port cannot be opened; nothing else was touched.</exception>
    public static async Task<SequencerNode> StartAsync(
        NodeOptions options,
        IReceiptSigner signer,
        ILoggerFactory loggers,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        SequencerCore.RequireRunnable(options.Sequencer, signer);
        if (options.Http.Faults() is { Count: > 0 } faults)
        {
            throw new SequencerHaltException(HaltReason.Misconfigured, string.Join("; ", faults) + ".");
        }

        var node = new SequencerNode(options, signer, loggers, time ?? TimeProvider.System);
        try
        {
            await node._server.StartAsync(cancellationToken);
            await node.OpenAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Refuses new calls, ends those in progress, flushes and closes. What was acknowledged is in the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await _server.StopAsync();
        if (_core is not null)
        {
            await _core.DisposeAsync();
        }

        if (_eventLog is not null)
        {
            await _eventLog.DisposeAsync();
        }

        _mark?.Dispose();
        await _server.DisposeAsync();
        _prometheus.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var layout = new DataLayout(_options.DataDirectory);
        string identity = DataLayout.IdentityOf(_options.Sequencer.Context);
        _mark = new(HighWaterMark.Open(_options.MarkPath ?? layout.Mark, identity, _log.Warn));
        _eventLog = await EmbeddedEventLog.OpenAsync(
            new EmbeddedLogOptions(layout.Log, identity)
            {
                MustHold = _mark.Current is { } signed ? new(StoredEvent.Stream, signed.Sequence) : null,
                OnWarning = _log.Warn,
                Time = _time,
            },
            cancellationToken);
        var snapshots = new SnapshotStore(layout.Snapshots, identity, onWarning: _log.Warn);
        _core = await SequencerCore.OpenAsync(
            _options.Sequencer, new(_eventLog, snapshots, _mark, _signer) { Time = _time, Loggers = _loggers }, cancellationToken);
        _ = WatchAsync(_core);
        _server.Lifecycle.BecomeReady();
    }

    private async Task WatchAsync(SequencerCore core) => _halted.TrySetResult(await core.Halted);
}
