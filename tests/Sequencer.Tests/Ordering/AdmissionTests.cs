using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Ordering;

[Trait("Plan", "S22")]
public sealed class AdmissionTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void No_more_than_the_capacity_is_ever_inside()
    {
        var admission = new Admission(100, _time);

        Assert.True(admission.TryEnter(64));
        Assert.False(admission.TryEnter(64));
        Assert.True(admission.TryEnter(36));
        Assert.False(admission.TryEnter(1));
        admission.Leave(1);
        Assert.True(admission.TryEnter(1));
        Assert.Equal(100, admission.Inside);
    }

    [Fact]
    public void A_caller_is_told_to_come_back_when_those_inside_will_have_left_at_their_pace()
    {
        var admission = new Admission(1000, _time);
        Assert.True(admission.TryEnter(1000));
        for (int i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(2));
            admission.Leave(1);
            Assert.True(admission.TryEnter(1));
        }

        // One in 2 ms, a thousand inside.
        Assert.InRange(admission.RetryAfter, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public void A_quiet_hour_says_nothing_about_the_pace()
    {
        var admission = new Admission(1000, _time);
        TimeSpan before = admission.RetryAfter;
        Assert.True(admission.TryEnter(1));
        _time.Advance(TimeSpan.FromHours(1));
        admission.Leave(1);

        Assert.Equal(before, admission.RetryAfter);
    }
}
