using System.Diagnostics;

namespace Rollup.Proofs.Proving;

/// <summary>How long each phase of a proof took. For reports only; no time reaches a proof.</summary>
public sealed class ProverPhases
{
    private readonly List<(string Phase, TimeSpan Time)> _times = [];

    /// <summary>In the order in which phases first began; a phase that ran several times is added up.</summary>
    public IReadOnlyList<(string Phase, TimeSpan Time)> Times =>
        [.. _times.GroupBy(entry => entry.Phase).Select(group => (group.Key, new TimeSpan(group.Sum(entry => entry.Time.Ticks))))];

    public T Measure<T>(string phase, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        _times.Add((phase, Stopwatch.GetElapsedTime(start)));
        return result;
    }

    public void Measure(string phase, Action work) => Measure(phase, () =>
    {
        work();
        return 0;
    });
}
