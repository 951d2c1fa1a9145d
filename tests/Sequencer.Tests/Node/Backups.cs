using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Node;

public sealed class Backups : IAsyncLifetime
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    private RunningNode _node = null!;
    private uint _leaf;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync();
        _leaf = await _node.FundAsync(Alice, 1000);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    [Trait("Plan", "S18")]
    [Trait("Plan", "O14")]
    public async Task Yesterdays_log_does_not_start_beside_todays_mark()
    {
        await _node.PayAsync(Alice, _leaf, Bob);
        await _node.Node.DisposeAsync();
        string yesterday = Copy(new DataLayout(_node.DataDirectory).Log);
        await _node.RestartAsync();
        await _node.PayAsync(Alice, _leaf, Bob);
        await _node.Node.DisposeAsync();
        string today = Copy(new DataLayout(_node.DataDirectory).Log);

        Restore(yesterday);
        var refused = await Assert.ThrowsAsync<EventLogDamagedException>(_node.RestartAsync);
        Assert.Contains("confirmed event 2", refused.Message, StringComparison.Ordinal);

        // Nothing was cut or written: the whole log starts as before.
        Restore(today);
        await _node.RestartAsync();
        Assert.Equal("998", (await _node.ResultAsync("rollup_getAccount", new { leaf = _leaf })).GetProperty("balance").GetString());
    }

    [Fact]
    [Trait("Plan", "E22")]
    public async Task A_second_node_on_the_same_directory_does_not_start()
    {
        await Assert.ThrowsAsync<EventLogInUseException>(() => RunningNode.OpenAsync(_node.DataDirectory, World.DefaultOptions));

        await _node.PayAsync(Alice, _leaf, Bob);
    }

    [Fact]
    [Trait("Plan", "E16")]
    public async Task A_log_of_another_chain_does_not_start()
    {
        await _node.Node.DisposeAsync();
        byte[] contract = new byte[20];
        contract[0] = 1;

        await Assert.ThrowsAsync<EventLogFormatException>(() => RunningNode.OpenAsync(
            _node.DataDirectory, World.DefaultOptions with { Context = new(ChainContext.DevelopmentChainId, new(contract)) }));
    }

    private void Restore(string copy)
    {
        string log = new DataLayout(_node.DataDirectory).Log;
        Directory.Delete(log, recursive: true);
        Directory.Move(copy, log);
    }

    private static string Copy(string directory)
    {
        string copy = directory + "-" + Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(directory))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
