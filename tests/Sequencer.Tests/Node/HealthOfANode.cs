using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Node;

[Trait("Plan", "O05")]
public sealed class HealthOfANode
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    [Fact]
    public async Task Before_the_replay_is_done_a_node_is_alive_and_not_ready()
    {
        var health = new NodeHealth(() => null, () => null);

        Assert.True((await CheckAsync(health, "writer")).IsHealthy);
        Assert.False((await CheckAsync(health, "replay_done")).IsHealthy);
        Assert.False((await CheckAsync(health, "log_writable")).IsHealthy);
    }

    public static TheoryData<LogStatus, bool> Logs => new()
    {
        { new(null, false, TimeSpan.Zero, 0), true },
        { new(null, false, TimeSpan.FromSeconds(4), 9), true },
        { new(null, false, TimeSpan.FromSeconds(6), 9), false },
        { new("the disk is full", false, TimeSpan.Zero, 0), false },
        { new("a flush failed", true, TimeSpan.Zero, 0), false },
    };

    [Theory]
    [Trait("Plan", "E19")]
    [Trait("Plan", "E32")]
    [MemberData(nameof(Logs))]
    public async Task A_node_is_ready_only_while_its_log_takes_events_in_time(LogStatus status, bool isReady)
    {
        var health = new NodeHealth(() => null, () => status);

        Assert.Equal(isReady, (await CheckAsync(health, "log_writable")).IsHealthy);
    }

    [Fact]
    [Trait("Plan", "O06")]
    public async Task A_batch_that_cannot_be_sealed_makes_a_node_unready_within_two_minutes()
    {
        await using World world = await World.StartAsync();
        var health = new NodeHealth(() => world.Core, () => null);
        await world.FundAsync(Alice, 1000);
        Assert.True((await CheckAsync(health, "sealing")).IsHealthy);

        world.Log.Fail([.. Enumerable.Repeat(Fault.DiskFull, 1000)]);
        for (int i = 0; i < 60; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.False((await CheckAsync(health, "sealing")).IsHealthy);
    }

    [Fact]
    [Trait("Plan", "S17")]
    public async Task A_leap_of_the_clock_makes_a_node_unready_until_it_is_undone()
    {
        await using World world = await World.StartAsync();
        var health = new NodeHealth(() => world.Core, () => null);
        world.Time.Jump(TimeSpan.FromDays(365));
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        Assert.False((await CheckAsync(health, "clock")).IsHealthy);

        world.Time.Jump(-TimeSpan.FromDays(365));
        await world.ConfirmAsync(Alice.Transfer(leaf, Bob, 1, nonce: 0));
        Assert.True((await CheckAsync(health, "clock")).IsHealthy);
    }

    [Fact]
    public async Task A_writer_that_has_stopped_makes_a_node_not_alive()
    {
        await using World world = await World.StartAsync();
        var health = new NodeHealth(() => world.Core, () => null);
        LeafIndex leaf = await world.FundAsync(Alice, 1000);
        world.Log.Fail(Fault.Broken);
        Assert.IsType<Unavailable>(await world.SendAsync(Alice.Transfer(leaf, Bob, 1, nonce: 0)));
        await world.Core.Halted;

        HealthState writer = await CheckAsync(health, "writer");
        Assert.Equal((false, "stopped: LogBroken"), (writer.IsHealthy, writer.Detail));
    }

    private static async Task<HealthState> CheckAsync(NodeHealth health, string name) =>
        await health.Entries().Single(e => e.Name == name).CheckAsync(CancellationToken.None);
}
