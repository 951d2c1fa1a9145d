using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.EventLog;
using Rollup.EventLog.Snapshots;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.State;
using Rollup.Sequencer.Tests.TestKit;
using Xunit.Abstractions;

namespace Rollup.Sequencer.Tests.Node;

public sealed class LongLogs(ITestOutputHelper output)
{
    [Fact]
    public Task A_node_is_ready_from_a_long_log() => RunAsync(accounts: 500, transfers: 10_000, TimeSpan.FromMinutes(1));

    /// <summary>About three minutes, and 1.5 GB of disk.</summary>
    [Fact]
    [Trait("Plan", "G16")]
    [Trait("Campaign", "restart")]
    public Task A_node_with_a_million_operations_and_a_snapshot_is_ready_in_twenty_seconds() =>
        RunAsync(accounts: 100_000, transfers: 1_000_000, TimeSpan.FromSeconds(20));

    private async Task RunAsync(int accounts, int transfers, TimeSpan limit)
    {
        string directory = Directory.CreateTempSubdirectory("sequencer-tests-").FullName;
        try
        {
            var layout = new DataLayout(directory);
            string identity = DataLayout.IdentityOf(World.Context);
            await using (EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(new(layout.Log, identity)))
            {
                var generator = new LogGenerator(log, seed: 5);
                Report("generated", await TimeAsync(() => generator.RunAsync(accounts, transfers)));
            }

            Report("started from the log alone", await StartAsync(directory));
            await using (EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(new(layout.Log, identity)))
            {
                Report("snapshot taken", await TimeAsync(() => SnapshotAsync(log, new(layout.Snapshots, identity))));
            }

            TimeSpan ready = await StartAsync(directory);
            Report("started from the snapshot", ready);
            Assert.True(ready < limit, $"ready after {ready}, not within {limit}");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task SnapshotAsync(EmbeddedEventLog log, SnapshotStore store)
    {
        var restorer = new StateRestorer(log, store, World.Context, TimeProvider.System, NullLogger.Instance);
        RestoredState all = await restorer.RestoreAsync(await log.GetRevisionAsync(StoredEvent.Stream));
        RestoredState state = await restorer.RestoreAsync(all.State.Batches.LastSeal);
        using var stream = new MemoryStream();
        SnapshotFormat.Write(state.State, stream);
        store.Save(state.State.Head.Sequence, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private async Task<TimeSpan> StartAsync(string directory)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan processorTime = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await using SequencerNode node = await SequencerNode.StartAsync(
            new()
            {
                DataDirectory = directory,
                Sequencer = World.DefaultOptions,
                Http = new HttpServerOptions { Public = new(System.Net.IPAddress.Loopback, 0), Admin = null },
            },
            new LocalReceiptSigner(DevelopmentKeys.Sequencer),
            NullLoggerFactory.Instance);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{(Environment.CpuUsage.TotalTime - processorTime).TotalSeconds:F2} s of processor");
        output.WriteLine($"{node.Core.State.Head.Sequence + 1:N0} events, {node.Core.State.Ledger.AccountCount:N0} accounts, "
            + $"{(GC.GetTotalMemory(forceFullCollection: true) - before) >> 20} MiB");
        return taken;
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        long start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start);
    }

    private void Report(string what, TimeSpan taken) => output.WriteLine($"{what} in {taken.TotalSeconds:F2} s");
}
