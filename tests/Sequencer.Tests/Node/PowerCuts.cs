using Microsoft.Extensions.Logging.Abstractions;
using Rollup.EventLog;
using Rollup.EventLog.Marks;
using Rollup.EventLog.Snapshots;
using Rollup.EventLog.Tests.Simulation;
using Rollup.Protocol;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Node;

/// <summary>The sequencer on the real log, mark and snapshots over a simulated disk whose power goes at any moment.</summary>
public sealed class PowerCuts
{
    private const int Parties = 5;
    private const ulong Funds = 1000;
    private const string Identity = "power cuts";

    public static TheoryData<int, CrashOutcome> Cuts => Choose(seeds: 10);

    public static TheoryData<int, CrashOutcome> ManyCuts => Choose(seeds: 500);

    [Theory]
    [Trait("Plan", "G1")]
    [Trait("Plan", "E01")]
    [Trait("Plan", "E02")]
    [MemberData(nameof(Cuts))]
    public Task Whenever_the_power_goes_nothing_confirmed_is_lost_and_nothing_happens_twice(int seed, CrashOutcome outcome) => RunAsync(seed, outcome);

    /// <summary>Six thousand cuts, about ten minutes.</summary>
    [Theory]
    [Trait("Campaign", "power-cuts")]
    [MemberData(nameof(ManyCuts))]
    public Task Whenever_the_power_goes_at_many_more_moments_nothing_confirmed_is_lost(int seed, CrashOutcome outcome) => RunAsync(1000 + seed, outcome);

    /// <summary>The test's own test: on a disk that only says that it flushes, confirmed operations are lost, and that shows.</summary>
    [Fact]
    public async Task A_disk_that_lies_about_its_flushes_is_found_out()
    {
        int found = 0;
        for (int seed = 1; seed <= 4; seed++)
        {
            try
            {
                await RunAsync(seed, CrashOutcome.None, new SimulatedDisk { IgnoresFlushData = true });
            }
            catch (Exception e) when (e is EventLogException or SequencerHaltException or Xunit.Sdk.XunitException)
            {
                found++;
            }
        }

        Assert.Equal(4, found);
    }

    private static TheoryData<int, CrashOutcome> Choose(int seeds)
    {
        var cuts = new TheoryData<int, CrashOutcome>();
        foreach (int seed in Enumerable.Range(1, seeds))
        {
            foreach (CrashOutcome outcome in Enum.GetValues<CrashOutcome>())
            {
                cuts.Add(seed, outcome);
            }
        }

        return cuts;
    }

    private static Task RunAsync(int seed, CrashOutcome outcome) =>
        RunAsync(seed, outcome, new SimulatedDisk { WriteBack = seed % 2 == 0 ? new Random(seed) : null });

    private static async Task RunAsync(int seed, CrashOutcome outcome, SimulatedDisk disk)
    {
        var random = new Random(seed * 31 + (int)outcome);
        var clients = new Clients(random);
        for (int life = 0; life < 3; life++)
        {
            disk.CutPowerAt = disk.ChangeCount + random.Next(20, 400);
            await LiveAsync(disk, clients, steps: 60);
            disk = disk.AfterPowerCut(outcome, random);
            await CheckAsync(disk, clients, $"seed {seed}, {outcome}, life {life}");
            disk = disk.AfterPowerCut(CrashOutcome.None, random);
        }

        Assert.True(clients.Confirmed > 30, $"seed {seed}, {outcome}: only {clients.Confirmed} operations were confirmed");
    }

    /// <summary>Starts, takes load, and lives until the power goes or the steps are done.</summary>
    private static async Task LiveAsync(SimulatedDisk disk, Clients clients, int steps)
    {
        Machine? machine = null;
        try
        {
            machine = await Machine.StartAsync(disk);
            await clients.ArriveAsync(machine.Core);
            for (int step = 0; step < steps && !machine.Core.Halted.IsCompleted; step++)
            {
                await clients.SendAsync(machine.Core);
                machine.Time.Advance(TimeSpan.FromMilliseconds(400));
            }
        }
        catch (PowerCutException)
        {
            // While it started.
        }
        finally
        {
            await (machine?.StopAsync() ?? Task.CompletedTask);
        }
    }

    /// <summary>The machine is on again: the log has what was confirmed, and everything that is sent again is answered as before.</summary>
    private static async Task CheckAsync(SimulatedDisk disk, Clients clients, string where)
    {
        Machine machine = await Machine.StartAsync(disk);
        try
        {
            await clients.CheckAsync(machine, where);
        }
        finally
        {
            await machine.StopAsync();
        }
    }

    private sealed class Machine(EmbeddedEventLog log, FileHighWaterMark mark, SequencerCore core, ManualTime time)
    {
        public SequencerCore Core => core;

        public ManualTime Time => time;

        public EmbeddedEventLog Log => log;

        public static async Task<Machine> StartAsync(SimulatedDisk disk)
        {
            var mark = new FileHighWaterMark(HighWaterMark.Open("/sim/mark/mark", Identity, fileSystem: disk));
            EmbeddedEventLog? log = null;
            try
            {
                log = await EmbeddedEventLog.OpenAsync(new("/sim/log", Identity)
                {
                    FileSystem = disk,
                    SingleThreaded = true,
                    SegmentBytes = 64 * 1024,
                    MaxAppendBytes = 32 * 1024,
                    MaxGroupBytes = 32 * 1024,
                    MustHold = mark.Current is { } signed ? new(StoredEvent.Stream, signed.Sequence) : null,
                });
                var time = new ManualTime();
                SequencerCore core = await SequencerCore.OpenAsync(
                    World.DefaultOptions with { BatchOperations = 16, SnapshotEveryEvents = 25 },
                    new(log, new SnapshotStore("/sim/snapshots", Identity, fileSystem: disk), mark, new LocalReceiptSigner(DevelopmentKeys.Sequencer))
                    {
                        Time = time,
                        Loggers = NullLoggerFactory.Instance,
                    });
                return new(log, mark, core, time);
            }
            catch
            {
                await CloseAsync(log, mark);
                throw;
            }
        }

        public async Task StopAsync()
        {
            await core.DisposeAsync().AsTask().WaitAsync(Eventually.Limit);
            await CloseAsync(log, mark);
        }

        private static async Task CloseAsync(EmbeddedEventLog? log, FileHighWaterMark mark)
        {
            try
            {
                await (log?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
            catch (PowerCutException)
            {
                // There is nothing left to close.
            }

            mark.Dispose();
        }
    }

    /// <summary>People who send transfers, keep their receipts, and send again what was not answered.</summary>
    private sealed class Clients(Random random)
    {
        private readonly Party[] _parties = [.. Enumerable.Range(1, Parties).Select(World.Party)];
        private readonly Dictionary<Party, LeafIndex> _leaves = [];
        private readonly Dictionary<OperationId, SignedTransfer> _sent = [];
        private readonly Dictionary<OperationId, Receipt> _receipts = [];

        public int Confirmed => _receipts.Count;

        /// <summary>Whoever has no account yet gets one.</summary>
        public async Task ArriveAsync(SequencerCore core)
        {
            foreach (Party party in _parties)
            {
                if (Find(core, party) is null)
                {
                    await core.Commands.Send(new CreditFromFaucet(party.Address, default, Funds));
                }

                if (Find(core, party) is { } leaf)
                {
                    _leaves[party] = leaf;
                }
            }
        }

        public async Task SendAsync(SequencerCore core)
        {
            SignedTransfer[] transfers = [.. _leaves.Keys.Where(_ => random.Next(2) == 0).Select(p => Next(core, p))];
            SubmissionResult[] results = await Task.WhenAll(transfers.Select(t => core.Commands.Send(new SubmitTransfer(t)))).WaitAsync(Eventually.Limit);
            for (int i = 0; i < transfers.Length; i++)
            {
                OperationId id = transfers[i].Transfer.IdIn(World.Context);
                _sent[id] = transfers[i];
                if (results[i] is Confirmed confirmed)
                {
                    _receipts[id] = confirmed.Receipt;
                }
            }
        }

        public async Task CheckAsync(Machine machine, string where)
        {
            foreach ((OperationId id, Receipt receipt) in _receipts)
            {
                StoredEvent stored = await machine.Log.ReadStoredAsync(receipt.Sequence);
                Assert.True(stored.Metadata.Hash == receipt.EventHash, $"{where}: confirmed operation {id} is not at {receipt.Sequence}");
            }

            foreach ((OperationId id, SignedTransfer transfer) in _sent)
            {
                SubmissionResult again = await machine.Core.Commands.Send(new SubmitTransfer(transfer)).WaitAsync(Eventually.Limit);
                bool isSame = again is Confirmed confirmed && (!_receipts.TryGetValue(id, out Receipt? first) || first == confirmed.Receipt);
                Assert.True(isSame || (!_receipts.ContainsKey(id) && again is Refused), $"{where}: {id} is answered {again}");
                if (again is Confirmed now)
                {
                    _receipts[id] = now.Receipt;
                }
            }

            ulong total = machine.Core.State.Ledger.Accounts.Aggregate(0UL, (sum, a) => sum + a.Account.Balance);
            Assert.True(total == Funds * (ulong)machine.Core.State.Ledger.NextQueueIndex, $"{where}: {total} in all");
        }

        private static LeafIndex? Find(SequencerCore core, Party party)
        {
            lock (core.State.Gate)
            {
                return core.State.Ledger.TryFindLeaf(party.Address, default, out LeafIndex leaf) ? leaf : null;
            }
        }

        private SignedTransfer Next(SequencerCore core, Party from)
        {
            lock (core.State.Gate)
            {
                return from.Transfer(_leaves[from], _parties[random.Next(Parties)], (ulong)random.Next(1, 30), core.State.Ledger[_leaves[from]].Nonce);
            }
        }
    }
}
