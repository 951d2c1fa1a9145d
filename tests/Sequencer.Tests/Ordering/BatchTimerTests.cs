using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Ordering;

public sealed class BatchTimerTests
{
    /// <summary>Found as a batch that was never sealed: a timer had fired 3 ms before the batch was due.</summary>
    [Fact]
    [Trait("Plan", "S23")]
    public async Task A_timer_that_fires_early_still_says_when_the_batch_is_due()
    {
        TaskCompletionSource<bool> wasDue = new(TaskCreationOptions.RunContinuationsAsynchronously);
        BatchTimer? timer = null;
        timer = new BatchTimer(new EarlyTime(), TimeSpan.FromMilliseconds(60), () => wasDue.TrySetResult(timer!.IsDue));
        timer.Start();

        Assert.True(await wasDue.Task.WaitAsync(Eventually.Limit));
        timer.Dispose();
    }

    [Fact]
    public void A_stopped_timer_stays_silent()
    {
        bool told = false;
        ManualTime time = new();
        using BatchTimer timer = new(time, TimeSpan.FromMilliseconds(20), () => told = true);
        timer.Start();
        timer.Stop();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(told);
        Assert.False(timer.IsDue);
    }

    /// <summary>Every timer fires 40 ms early, or at once.</summary>
    private sealed class EarlyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new EarlyTimer(System.CreateTimer(callback, state, dueTime, period));

        private sealed class EarlyTimer(ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                TimeSpan early = dueTime - TimeSpan.FromMilliseconds(40);
                return inner.Change(dueTime == Timeout.InfiniteTimeSpan ? dueTime : early > TimeSpan.Zero ? early : TimeSpan.Zero, period);
            }

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
