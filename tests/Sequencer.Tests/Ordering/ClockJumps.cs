using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Ordering;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Ordering;

[Trait("Plan", "S17")]
public sealed class ClockJumps
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Time_follows_the_wall_clock_through_small_corrections()
    {
        var clock = new SequencerClock(_time, default);
        AcceptedAt start = clock.Next();
        _time.Advance(TimeSpan.FromSeconds(10));
        _time.Jump(TimeSpan.FromSeconds(1)); // a leap second, a time server's correction

        Assert.Equal(start.UnixMilliseconds + 11_000, clock.Next().UnixMilliseconds);
        Assert.Equal(TimeSpan.Zero, clock.Leap);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        var clock = new SequencerClock(_time, default);
        AcceptedAt before = clock.Next();
        _time.Jump(TimeSpan.FromMinutes(-5));
        Assert.Equal(before, clock.Next());
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(before.UnixMilliseconds + 60_000, clock.Next().UnixMilliseconds);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public void A_leap_is_not_believed_and_time_goes_on_evenly(int hours)
    {
        var clock = new SequencerClock(_time, default);
        AcceptedAt before = clock.Next();
        _time.Jump(TimeSpan.FromHours(hours));
        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(before.UnixMilliseconds + 7000, clock.Next().UnixMilliseconds);
        Assert.Equal(TimeSpan.FromHours(hours), clock.Leap);

        _time.Jump(-TimeSpan.FromHours(hours));
        clock.Next();
        Assert.Equal(TimeSpan.Zero, clock.Leap);
    }

    [Fact]
    public void Time_does_not_go_back_behind_the_log()
    {
        var last = AcceptedAt.From(_time.GetUtcNow() + TimeSpan.FromHours(1));

        Assert.Equal(last, new SequencerClock(_time, last).Next());
    }

    [Fact]
    public async Task Order_and_roots_do_not_depend_on_jumps_of_the_clock()
    {
        await using World steady = await World.StartAsync();
        await using World jumping = await World.StartAsync();
        Party alice = World.Party(1);
        foreach (World world in new[] { steady, jumping })
        {
            LeafIndex leaf = await world.FundAsync(alice, 1000);
            for (ulong nonce = 0; nonce < 6; nonce++)
            {
                if (world == jumping)
                {
                    world.Time.Jump(TimeSpan.FromHours(nonce % 2 == 0 ? -1 : 8760));
                }

                await world.ConfirmAsync(alice.Transfer(leaf, World.Party(2), 10, nonce));
                await world.SealAsync();
            }
        }

        IReadOnlyList<RollupEvent> events = await jumping.EventsAsync();
        Assert.Equal(events.Select(e => e.At).Order(), events.Select(e => e.At));
        Assert.Equal(
            (await steady.EventsAsync()).OfType<BatchSealed>().Select(b => b.Header.NewRoot),
            events.OfType<BatchSealed>().Select(b => b.Header.NewRoot));
    }
}
