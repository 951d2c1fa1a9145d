using Rollup.EventLog;
using Rollup.Sequencer.Hosting;

namespace Rollup.Sequencer.Node;

/// <summary>Why a node may not be alive or ready, one entry for each reason.</summary>
internal sealed class NodeHealth(Func<SequencerCore?> core, Func<LogStatus?> log)
{
    /// <summary>A flush that takes longer is a disk that hangs.</summary>
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(5);

    /// <summary>Batches stand still when one is due for so long.</summary>
    private static readonly TimeSpan LongestOverdue = TimeSpan.FromSeconds(30);

    public IEnumerable<IHealthEntry> Entries() =>
    [
        new HealthEntry("writer", HealthConcern.Liveness, Writer),
        new HealthEntry("replay_done", HealthConcern.Readiness, () => core() is null ? HealthState.Unhealthy("replaying") : HealthState.Healthy("done")),
        new HealthEntry("log_writable", HealthConcern.Readiness, LogWritable),
        new HealthEntry("sealing", HealthConcern.Readiness, Sealing),
        new HealthEntry("clock", HealthConcern.Readiness, Clock),
    ];

    private HealthState Writer() => core()?.Halted is { IsCompletedSuccessfully: true } halted
        ? HealthState.Unhealthy($"stopped: {halted.Result.Reason}")
        : HealthState.Healthy("turning");

    private HealthState LogWritable()
    {
        if (log() is not { } status)
        {
            return HealthState.Unhealthy("not open");
        }

        return !status.IsWritable ? HealthState.Unhealthy(status.IsStopped ? "stopped after a failed write" : "full")
            : status.CommitAge > LongestFlush ? HealthState.Unhealthy($"a flush has taken {status.CommitAge.TotalSeconds:F0} s")
            : HealthState.Healthy("writable");
    }

    private HealthState Sealing() => core()?.Writer.SealOverdue is { } overdue && overdue > LongestOverdue
        ? HealthState.Unhealthy($"a batch has been due for {overdue.TotalSeconds:F0} s")
        : HealthState.Healthy("on time");

    private HealthState Clock() => core()?.Clock.Leap is { } leap && leap != TimeSpan.Zero
        ? HealthState.Unhealthy($"the wall clock leapt by {leap.TotalSeconds:F0} s; restart the node if it is right now")
        : HealthState.Healthy("steady");
}
