using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary><c>/health/live</c> and <c>/health/ready</c>: 200 when every entry is well, else 503, and each entry by its name.</summary>
internal sealed partial class HealthEndpoint(IEnumerable<IHealthEntry> entries, ServerLifecycle lifecycle, TimeProvider time, ILogger log)
{
    /// <summary>An entry that hangs is a failing one.</summary>
    private static readonly TimeSpan EntryTimeout = TimeSpan.FromSeconds(2);

    private readonly IHealthEntry[] _entries =
    [
        new HealthEntry("server", HealthConcern.Readiness, () => new HealthState(lifecycle.Phase == ServerPhase.Ready, lifecycle.Phase switch
        {
            ServerPhase.Starting => "starting",
            ServerPhase.Ready => "ready",
            _ => "stopping",
        })),
        .. entries,
    ];

    public async Task WriteAsync(HttpContext context, HealthConcern asked)
    {
        // Readiness includes liveness: a process to be restarted cannot serve either.
        IHealthEntry[] asks = asked == HealthConcern.Readiness ? _entries : [.. _entries.Where(entry => entry.Concern == HealthConcern.Liveness)];
        HealthState[] states = await Task.WhenAll(asks.Select(entry => CheckAsync(entry, context.RequestAborted)));
        bool isHealthy = Array.TrueForAll(states, state => state.IsHealthy);

        MessageBuffer body = MessageBuffer.Rent();
        body.Json.WriteStartObject();
        body.Json.WriteBoolean("healthy"u8, isHealthy);
        body.Json.WriteStartObject("entries"u8);
        foreach ((IHealthEntry entry, HealthState state) in asks.Zip(states))
        {
            body.Json.WriteStartObject(entry.Name);
            body.Json.WriteBoolean("healthy"u8, state.IsHealthy);
            body.Json.WriteString("detail"u8, state.Detail);
            body.Json.WriteEndObject();
        }

        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        body.EndValue();
        try
        {
            context.Response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await HttpAnswer.WriteAsync(context.Response, body.Written, EntryTimeout, time);
        }
        finally
        {
            body.Return();
        }
    }

    private async Task<HealthState> CheckAsync(IHealthEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await entry.CheckAsync(cancellationToken).AsTask().WaitAsync(EntryTimeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HealthState.Unhealthy($"no answer within {EntryTimeout.TotalSeconds} s");
        }
#pragma warning disable CA1031 // a check that throws must not hide the other entries
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            CheckFailed(log, failure, entry.Name);
            return HealthState.Unhealthy("the check failed");
        }
    }

    [LoggerMessage(EventId = 3101, EventName = "HealthCheckFailed", Level = LogLevel.Error, Message = "Health check {Entry} threw, which is a bug")]
    private static partial void CheckFailed(ILogger log, Exception failure, string entry);
}
