using System.Diagnostics;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>Waits for what other threads do. The limit only ends a test that has failed.</summary>
internal static class Eventually
{
    /// <summary>Long, since a machine may be busy with other work: only a test that waits in vain takes so long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"It does not come about that {what}.");
            await Task.Delay(2);
        }
    }
}
