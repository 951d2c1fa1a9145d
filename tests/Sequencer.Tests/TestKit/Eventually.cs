using System.Diagnostics;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>Waits for what other threads do. The limit only ends a test that has failed.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"It does not come about that {what}.");
            await Task.Delay(2);
        }
    }
}
