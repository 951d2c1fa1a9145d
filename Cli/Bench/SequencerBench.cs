using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.Cli.Bench.Load;
using Rollup.Cli.Commands;
using Rollup.Cli.Output;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Submissions;
using Spectre.Console;

namespace Rollup.Cli.Bench;

/// <summary><c>rollup bench sequencer</c>: a node on this machine's disk, and clients over loopback that sign ahead.</summary>
/// <remarks>Two loads: closed, every wallet sending as fast as it gets receipts; and open, at a fixed rate, where lateness counts.</remarks>
public static class SequencerBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly Option<double> Seconds = new("--seconds") { Description = "How long each load is measured.", DefaultValueFactory = _ => 10 };

    private static readonly Option<double> Rate = new("--rate") { Description = "Transfers per second of the open load.", DefaultValueFactory = _ => 1000 };

    private static readonly Option<int> Wallets = new("--wallets") { Description = "Senders of the closed load, each with one transfer in flight.", DefaultValueFactory = _ => 512 };

    private static readonly Option<int> Connections = new("--connections") { Description = "WebSocket connections they share.", DefaultValueFactory = _ => 4 };

    private static readonly Option<int> SignedPerSecond = new("--signed-per-second")
    {
        Description = "Transfers to sign ahead per second of the closed load; it ends early when they run out.",
        DefaultValueFactory = _ => 12_000,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Where the log is written; removed afterwards.",
        DefaultValueFactory = _ => Path.GetTempPath(),
    };

    public static Command Create() =>
        new Command("sequencer", "Measure transfers per second and receipt latency through JSON-RPC, durable.")
        {
            Seconds, Rate, Wallets, Connections, SignedPerSecond, Data,
        }
            .WithExamples("./rollup bench sequencer --seconds 10 --json")
            .Does(async (result, terminal, cancellationToken) =>
            {
                string directory = Directory.CreateDirectory(Path.Combine(result.GetValue(Data)!, $"rollup-bench-{Environment.ProcessId}")).FullName;
                try
                {
                    Report report = await MeasureAsync(result, terminal, directory, cancellationToken);
                    terminal.Result(report, console => Print(console, report));
                    return report.Refused == 0 && report.ReceiptsValid ? ExitCode.Done : ExitCode.Refused;
                }
                finally
                {
                    Directory.Delete(directory, recursive: true);
                }
            });

    private static async Task<Report> MeasureAsync(ParseResult result, Terminal terminal, string directory, CancellationToken cancellationToken)
    {
        var duration = TimeSpan.FromSeconds(result.GetValue(Seconds));
        double rate = result.GetValue(Rate);
        FlushProbeResult flush = FlushProbe.Run(directory);

        await using SequencerNode node = await SequencerNode.StartAsync(
            Options(directory, result.GetValue(Wallets)), new LocalReceiptSigner(DevelopmentKeys.Sequencer), NullLoggerFactory.Instance, cancellationToken: cancellationToken);
        terminal.Say("Limits raised for this bench: calls per second and connections per address to 1,000,000 and 1,000.");

        LoadWallet[] wallets = [.. Enumerable.Range(0, result.GetValue(Wallets)).Select(i => new LoadWallet(i))];
        await FundAsync(node, wallets);
        int open = (int)Math.Ceiling((duration + WarmUp).TotalSeconds * rate / wallets.Length);
        int closed = (int)Math.Ceiling((duration + WarmUp).TotalSeconds * result.GetValue(SignedPerSecond) / wallets.Length);
        terminal.Say($"Signing {wallets.Length * (open + closed):N0} transfers of {wallets.Length} wallets ahead …");
        Parallel.ForEach(wallets, w => w.Sign(node.Core.Options.Context, wallets[(w.Number + 1) % wallets.Length], open + closed));

        await using LoadRun run = await LoadRun.ConnectAsync(node.RpcAddress, wallets, result.GetValue(Connections));
        terminal.Say($"Open load: {rate:N0} transfers per second for {duration.TotalSeconds:N0} s …");
        LoadResult paced = await run.OpenAsync(rate, WarmUp, duration);
        terminal.Say($"Closed load: {wallets.Length} wallets for {duration.TotalSeconds:N0} s …");
        TimeSpan processorTime = Environment.CpuUsage.TotalTime;
        LoadResult full = await run.ClosedAsync(WarmUp, duration);
        processorTime = Environment.CpuUsage.TotalTime - processorTime;

        return new()
        {
            TransfersPerSecond = Math.Round(full.PerSecond, 1),
            P50Ms = Round(paced.Percentile(0.50)),
            P99Ms = Round(paced.Percentile(0.99)),
            P999Ms = Round(paced.Percentile(0.999)),
            OpenRate = rate,
            OpenAccepted = paced.Accepted,
            ClosedAccepted = full.Accepted,
            ClosedP50Ms = Round(full.Percentile(0.50)),
            ClosedP99Ms = Round(full.Percentile(0.99)),
            CpuMicrosecondsPerTransfer = Math.Round(processorTime.TotalMicroseconds / full.Sent, 1),
            FlushP50Ms = Round(flush.InZeroFilledFile.P50.TotalMilliseconds),
            FlushP99Ms = Round(flush.InZeroFilledFile.P99.TotalMilliseconds),
            Refused = run.Refused,
            FirstRefusal = run.FirstRefusal,
            ReceiptsValid = run.Samples.All(sample => IsValid(sample, node)),
            ReceiptsChecked = run.Samples.Count,
            Wallets = wallets.Length,
            Connections = result.GetValue(Connections),
            Seconds = duration.TotalSeconds,
            Processors = Environment.ProcessorCount,
        };
    }

    private static NodeOptions Options(string directory, int wallets) => new()
    {
        DataDirectory = Path.Combine(directory, "node"),
        Sequencer = new()
        {
            Context = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero),
            FeeCollector = new LoadWallet(-1).Address,
            Faucet = true,
            QueueCapacity = Math.Max(1024, wallets),
        },
        Http = new HttpServerOptions
        {
            Public = new(IPAddress.Loopback, 0),
            Admin = null,
            Rpc = new RpcOptions { Limits = new() { CallsPerSecond = 1_000_000, CallBurst = 1_000_000, ConnectionsPerAddress = 1000 } },
        },
    };

    private static async Task FundAsync(SequencerNode node, LoadWallet[] wallets)
    {
        foreach (LoadWallet wallet in wallets)
        {
            SubmissionResult credited = await node.Core.Commands.Send(new CreditFromFaucet(wallet.Address, default, 1_000_000_000));
            wallet.Leaf = credited is Confirmed ? new((uint)wallet.Number + 1) : throw new InvalidOperationException($"The faucet answered {credited}.");
        }
    }

    private static bool IsValid(byte[] answer, SequencerNode node)
    {
        using JsonDocument document = JsonDocument.Parse(answer);
        return Receipt.TryParse(document.RootElement.GetProperty("result"), out Receipt? receipt, out _)
            && receipt.Verify(DevelopmentKeys.Sequencer.PublicKey) && receipt.Context == node.Core.Options.Context;
    }

    private static double Round(double milliseconds) => Math.Round(milliseconds, 3);

    private static void Print(IAnsiConsole console, Report report)
    {
        console.WriteLine($"{report.TransfersPerSecond,10:N0} transfers/s, closed load of {report.Wallets} wallets (p50 {report.ClosedP50Ms} ms, p99 {report.ClosedP99Ms} ms; {report.CpuMicrosecondsPerTransfer} us of processor each)");
        console.WriteLine($"{report.OpenRate,10:N0} transfers/s, open load: receipts p50 {report.P50Ms} ms, p99 {report.P99Ms} ms, p99.9 {report.P999Ms} ms");
        console.WriteLine($"           the disk's own flush: p50 {report.FlushP50Ms} ms, p99 {report.FlushP99Ms} ms");
        console.WriteLine($"           {report.ReceiptsChecked} receipts checked: {(report.ReceiptsValid ? "all valid" : "SOME NOT VALID")}; {report.Refused} refused; {report.Processors} processors, client included");
    }

    private sealed record Report
    {
        /// <summary>Closed load: receipts per second.</summary>
        public required double TransfersPerSecond { get; init; }

        /// <summary>Open load: from when a transfer was due to its receipt.</summary>
        public required double P50Ms { get; init; }

        public required double P99Ms { get; init; }

        public required double P999Ms { get; init; }

        /// <summary>Closed load, client and server together: what bounds transfers per second on two cores.</summary>
        public required double CpuMicrosecondsPerTransfer { get; init; }

        public required double FlushP50Ms { get; init; }

        public required double FlushP99Ms { get; init; }

        public required double OpenRate { get; init; }

        public required int OpenAccepted { get; init; }

        public required int ClosedAccepted { get; init; }

        public required double ClosedP50Ms { get; init; }

        public required double ClosedP99Ms { get; init; }

        public required int Refused { get; init; }

        public required string? FirstRefusal { get; init; }

        public required int ReceiptsChecked { get; init; }

        public required bool ReceiptsValid { get; init; }

        public required int Wallets { get; init; }

        public required int Connections { get; init; }

        public required double Seconds { get; init; }

        public required int Processors { get; init; }
    }
}
