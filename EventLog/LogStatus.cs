namespace Rollup.EventLog;

/// <summary>Whether an embedded log takes appends, for readiness checks and metrics.</summary>
/// <param name="Refusal">Why appends are refused; null while they are taken.</param>
/// <param name="IsStopped">True when only a restart can help.</param>
/// <param name="CommitAge">How long the commit under way has lasted; a disk that hangs shows here before it answers.</param>
/// <param name="WaitingAppends">Appends that wait for the next commit.</param>
public sealed record LogStatus(string? Refusal, bool IsStopped, TimeSpan CommitAge, int WaitingAppends)
{
    public bool IsWritable => Refusal is null;
}
