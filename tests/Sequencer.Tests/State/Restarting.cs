using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.State;

public sealed class Restarting : IAsyncLifetime
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.StartAsync(World.DefaultOptions with { SnapshotEveryEvents = 1_000_000 });
        LeafIndex leaf = await _world.FundAsync(Alice, 1000, new(1));
        for (ulong nonce = 0; nonce < 6; nonce++)
        {
            await _world.ConfirmAsync(Alice.Transfer(leaf, World.Party(2 + (int)nonce), 50, nonce, fee: 20, token: new(1)));
            if (nonce % 2 == 1)
            {
                await _world.SealAsync();
            }
        }

        await _world.ConfirmAsync(Alice.Transfer(leaf, Bob, 50, 6, fee: 20, token: new(1)));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_restart_from_the_log_alone_knows_everything_again()
    {
        string before = Describe(_world.Core.State);
        await _world.RestartAsync();

        Assert.Equal(before, Describe(_world.Core.State));
        Assert.Single(_world.Core.State.OpenBatch.Operations);
    }

    [Fact]
    public async Task A_restart_from_a_snapshot_knows_what_a_restart_from_the_log_knows()
    {
        string before = Describe(_world.Core.State);
        await SnapshotAsync();

        RestoredState restored = await RestoreAsync();

        Assert.Equal(_world.Core.State.Batches.LastSeal, restored.FromSnapshot);
        Assert.Equal(1, restored.Replayed);
        Assert.Equal(before, Describe(restored.State));
        await _world.RestartAsync();
        Assert.Equal(before, Describe(_world.Core.State));
    }

    [Fact]
    public async Task A_snapshot_is_taken_by_itself_after_enough_events()
    {
        _world.Options = _world.Options with { SnapshotEveryEvents = 3 };
        await _world.RestartAsync();
        BatchSealed sealing = await _world.SealAsync();

        await Eventually.HoldsAsync(() => _world.Snapshots.ReadNewestFirst().Any(), "there is a snapshot");
        Assert.Equal(sealing.FirstSequence + sealing.OperationCount, _world.Snapshots.ReadNewestFirst().First().Revision);
    }

    [Fact]
    public async Task The_same_log_gives_the_same_snapshot_byte_for_byte()
    {
        byte[] first = await TakeAsync();
        await _world.RestartAsync();

        Assert.Equal(first, await TakeAsync());
    }

    [Fact]
    [Trait("Plan", "E25")]
    public async Task A_damaged_snapshot_is_passed_over()
    {
        await SnapshotAsync();
        string file = Directory.GetFiles(_world.SnapshotDirectory).Single();
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        RestoredState restored = await RestoreAsync();

        Assert.Null(restored.FromSnapshot);
        Assert.Equal(Describe(_world.Core.State), Describe(restored.State));
    }

    [Fact]
    [Trait("Plan", "E25")]
    public async Task A_snapshot_of_a_version_that_is_not_known_is_passed_over()
    {
        byte[] bytes = await TakeAsync();
        bytes[0]++;
        _world.Snapshots.Save(_world.Core.State.Batches.LastSeal, bytes);

        Assert.Null((await RestoreAsync()).FromSnapshot);
    }

    [Fact]
    [Trait("Plan", "E26")]
    public async Task A_snapshot_ahead_of_the_log_is_refused()
    {
        _world.Snapshots.Save(1000, await TakeAsync());

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(RestoreAsync);

        Assert.Equal(HaltReason.Damaged, halt.Reason);
        Assert.Contains("a snapshot at event 1000, but the log ends at", halt.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "E27")]
    public async Task A_snapshot_with_other_balances_than_its_root_is_refused_with_both_roots()
    {
        byte[] bytes = await TakeAsync();
        bytes[Array.LastIndexOf(bytes, (byte)1, 12 + 168 + 56)] ^= 4; // inside the first account
        _world.Snapshots.Save(_world.Core.State.Batches.LastSeal, bytes);

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(RestoreAsync);

        Assert.Equal(HaltReason.Damaged, halt.Reason);
        Assert.Contains(_world.Core.State.Ledger.Head.Root.ToString(), halt.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "E27")]
    public async Task A_whole_snapshot_of_another_history_is_refused_with_both_roots()
    {
        await using World other = await World.StartAsync();
        await other.FundAsync(Bob, 77);
        await other.FundAsync(Alice, 77, new(1));
        await other.FundAsync(Bob, 77, new(1));
        BatchSealed sealing = await other.SealAsync();
        _world.Snapshots.Save(3, SnapshotOf(other.Core.State));
        Assert.Equal(3, other.Core.State.Head.Sequence);

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(RestoreAsync);

        Assert.Contains(sealing.Header.NewRoot.ToString(), halt.Message, StringComparison.Ordinal);
        Assert.Contains("the log has", halt.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "K09")]
    public async Task An_event_of_a_foreign_type_is_refused_by_its_number()
    {
        await AppendAsync(new NewEvent(Guid.Empty, "Surprise", "{}"u8.ToArray(), "{}"u8.ToArray()));

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(RestoreAsync);

        Assert.Equal(65, halt.ExitCode);
        Assert.Contains($"Event {_world.Core.State.Head.Sequence + 1} of stream operations cannot be read", halt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_whose_bytes_do_not_have_its_hash_is_refused_by_its_number()
    {
        LogHead head = _world.Core.State.Head;
        var @event = new DepositCredited(_world.Core.State.LastAt, new(1, new(9), true, Bob.Address, default, 5, EthereumAddress.Zero));
        byte[] data = EventCodec.Encode(@event, head.NextSequence);
        var metadata = new EventMetadata(1, head.NextSequence, head.Hash, head.Hash, head.NextSequence, 1);
        await AppendAsync(new NewEvent(Guid.Empty, @event.Type, data, metadata.Encode()));

        Assert.Contains("its bytes hash to", (await Assert.ThrowsAsync<SequencerHaltException>(RestoreAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_well_formed_event_that_breaks_a_rule_is_refused_by_its_number()
    {
        LogHead head = _world.Core.State.Head;
        var @event = new DepositCredited(_world.Core.State.LastAt, new(99, new(40), true, Bob.Address, default, 5, EthereumAddress.Zero));
        byte[] data = EventCodec.Encode(@event, head.NextSequence);
        LogHead next = head.Next(data);
        await AppendAsync(new NewEvent(
            Guid.Empty, @event.Type, data, new EventMetadata(1, next.Sequence, head.Hash, next.Hash, next.Sequence, 1).Encode()));

        var halt = await Assert.ThrowsAsync<SequencerHaltException>(RestoreAsync);

        Assert.Contains($"Event {next.Sequence} cannot follow the events before it", halt.Message, StringComparison.Ordinal);
    }

    private static byte[] SnapshotOf(SequencerState state)
    {
        using var stream = new MemoryStream();
        SnapshotFormat.Write(state, stream);
        return stream.ToArray();
    }

    private static string Describe(SequencerState state)
    {
        IEnumerable<string> parts =
        [
            state.Head.ToString(), state.LastAt.ToString(), state.Ledger.Head.ToString(), state.Ledger.NextQueueIndex.ToString(),
            .. state.Ledger.Accounts.Select(a => $"{a} sealed {state.SealedAccount(a.Index)}"),
            .. state.OpenBatch.Operations.Select(o => o.ToString()),
            .. state.Operations.Entries().OrderBy(e => e.Sequence).Select(e => e.ToString()),
            .. state.History.Postings().Select(p => p.ToString()),
            .. state.Batches.Seals.Select(s => $"seal {s}"),
        ];
        return string.Join('\n', parts);
    }

    private async Task<byte[]> TakeAsync()
    {
        StateRestorer restorer = Restorer();
        return SnapshotOf((await restorer.RestoreAsync(_world.Core.State.Batches.LastSeal)).State);
    }

    private async Task SnapshotAsync() => _world.Snapshots.Save(_world.Core.State.Batches.LastSeal, await TakeAsync());

    private async Task<RestoredState> RestoreAsync() =>
        await Restorer().RestoreAsync(await _world.Log.GetRevisionAsync(StoredEvent.Stream));

    private StateRestorer Restorer() => new(
        _world.Log, _world.Snapshots, World.Context, _world.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private async Task AppendAsync(NewEvent @event) =>
        Assert.IsType<Appended>(await _world.Log.AppendAsync(StoredEvent.Stream, _world.Core.State.Head.Sequence, [@event]));
}
