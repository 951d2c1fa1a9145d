using System.Diagnostics;
using Rollup.Auditor;
using Rollup.Auditor.Sources;
using Rollup.Cli.Output;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer.Node;
using Rollup.Wallet.Rpc;

namespace Rollup.Cli.Demo;

/// <summary>The demo, step by step.</summary>
/// <param name="directory">Everything happens below it.</param>
internal sealed class DemoScenario(string directory, int transfers, Terminal terminal) : IAsyncDisposable
{
    private const int WalletCount = 8;
    private const ulong Deposit = 1_000_000_000_000;
    private const ulong Amount = 1_000_000;

    private static readonly TokenId Token = new(0);

    private readonly string _data = Path.Combine(directory, "data");
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<DemoWallet> _wallets = [];
    private readonly CancellationTokenSource _following = new();
    private DemoNode? _node;
    private NodeInfo _info = null!;
    private StatusFollower _follower = null!;
    private uint _fee;
    private int _sent;
    private double _payingSeconds;

    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        Step("starting a node in " + directory);
        Directory.CreateDirectory(_data);
        _node = await DemoNode.StartAsync(_data, port: 0, cancellationToken);
        terminal.Say($"        limits raised for the demo: {string.Join(' ', DemoNode.RaisedLimits)}");

        Step($"making {WalletCount} wallets; the development faucet credits each");
        await FundAsync(cancellationToken);
        Task following = _follower.FollowAsync(_node, _following.Token);

        int beforeCrash = transfers / 2;
        Step($"sending {beforeCrash} signed transfers over WebSocket, then killing the node with -9 under load");
        await PayAsync(beforeCrash, killAfter: true, cancellationToken);
        await following;

        Step("restarting it on the same log and looking for everything it had acknowledged");
        _node = await DemoNode.StartAsync(_data, _node.Port, cancellationToken);
        following = _follower.FollowAsync(_node, _following.Token);
        int lost = await CountLostAsync(cancellationToken);
        int sentAgain = await SendAgainAsync(cancellationToken);

        Step($"sending the rest, up to {transfers}");
        await PayAsync(transfers, killAfter: false, cancellationToken);

        Step("sending what must be refused, one for each reason");
        IReadOnlyList<(string Reason, bool Given)> refusals = await RefuseAsync(cancellationToken);

        Step("waiting until everything is in a batch");
        StatusInfo status = await WaitForSealsAsync(cancellationToken);
        bool complete = await AreStatusesCompleteAsync(cancellationToken);
        await _following.CancelAsync();
        await following;
        await _node.StopAsync(cancellationToken);

        Step("auditing the log from its first event, with every receipt");
        AuditReport audit = await AuditAsync(cancellationToken);

        Step("flipping one byte in a copy of the log and auditing that");
        bool tamperDetected = await LogTampering.IsDetectedAsync(
            new DataLayout(_data).Log, Path.Combine(directory, "tampered"), _info.Chain, cancellationToken);
        return Report(status, lost, sentAgain, complete, refusals, audit, tamperDetected);
    }

    public async ValueTask DisposeAsync()
    {
        await _following.CancelAsync();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _following.Dispose();
    }

    private async Task FundAsync(CancellationToken cancellationToken)
    {
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        _info = await client.GetInfoAsync(cancellationToken);
        for (int i = 0; i < WalletCount; i++)
        {
            DemoWallet wallet = new(_info.Chain, _info.SequencerKey);
            await client.CreditFromFaucetAsync(wallet.Address, Token, Deposit, cancellationToken);
            await wallet.LoadAccountAsync(client, Token, cancellationToken);
            _wallets.Add(wallet);
        }

        _fee = (uint)await client.QuoteTransferAsync(Token, _wallets[0].Address, cancellationToken);
        _follower = new StatusFollower(_wallets[0].Address);
    }

    /// <summary>All wallets pay each other, each waiting for its receipt, until so many were sent in all.</summary>
    private async Task PayAsync(int upTo, bool killAfter, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        Task[] paying = [.. Enumerable.Range(0, WalletCount).Select(i => PayAsync(client, i, killAfter ? int.MaxValue : upTo, cancellationToken))];
        if (killAfter)
        {
            while (Volatile.Read(ref _sent) < upTo && !paying.All(task => task.IsCompleted))
            {
                await Task.Delay(1, cancellationToken);
            }

            await _node.KillAsync();
        }

        await Task.WhenAll(paying);
        _payingSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task PayAsync(RollupClient client, int index, int upTo, CancellationToken cancellationToken)
    {
        DemoWallet wallet = _wallets[index];
        for (int round = 1; Interlocked.Increment(ref _sent) <= upTo; round++)
        {
            L2Address recipient = _wallets[(index + round) % WalletCount].Address;
            if (!await wallet.PayAsync(client, wallet.Sign(wallet.Draft(recipient, Amount, _fee)), cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<int> CountLostAsync(CancellationToken cancellationToken)
    {
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        int lost = 0;
        foreach (Receipt receipt in _wallets.SelectMany(wallet => wallet.Receipts))
        {
            var found = await client.FindOperationAsync(receipt.OperationId, cancellationToken);
            lost += found is { Receipt: var again } && again.Sequence == receipt.Sequence && again.EventHash == receipt.EventHash ? 0 : 1;
        }

        return lost;
    }

    /// <summary>What was on its way when the node died may be in the log or not: sending it again settles it.</summary>
    private async Task<int> SendAgainAsync(CancellationToken cancellationToken)
    {
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        SignedTransfer?[] unanswered = [.. _wallets.Select(wallet => wallet.Unanswered)];
        for (int i = 0; i < WalletCount; i++)
        {
            if (unanswered[i] is { } transfer && !await _wallets[i].PayAsync(client, transfer, cancellationToken))
            {
                throw new CommandFailedException(ExitCode.Unavailable, "the restarted node broke the connection");
            }
        }

        _sent = _wallets.Sum(wallet => wallet.Receipts.Count);
        return unanswered.Count(transfer => transfer is not null);
    }

    private async Task<IReadOnlyList<(string Reason, bool Given)>> RefuseAsync(CancellationToken cancellationToken)
    {
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        return await DemoRefusals.RunAsync(client, _wallets[0], _wallets[1], _fee, cancellationToken);
    }

    private async Task<StatusInfo> WaitForSealsAsync(CancellationToken cancellationToken)
    {
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        for (StatusInfo status = await client.GetStatusAsync(cancellationToken); ; status = await client.GetStatusAsync(cancellationToken))
        {
            if (status.OpenOperations == 0)
            {
                return status;
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Compares what the subscription announced with the wallet's history.</summary>
    private async Task<bool> AreStatusesCompleteAsync(CancellationToken cancellationToken)
    {
        await using RollupClient client = await _node!.ConnectAsync(cancellationToken);
        List<ulong> history = [];
        await foreach (OperationInfo operation in client.GetHistoryAsync(_wallets[0].Address, cancellationToken: cancellationToken))
        {
            history.Add((ulong)operation.Sequence);
        }

        history.Reverse();
        for (int patience = 0; patience < 100 && (_follower.Accepted.Count < history.Count || _follower.Sealed < history.Count); patience++)
        {
            await Task.Delay(20, cancellationToken);
        }

        return _follower.Accepted.SequenceEqual(history) && _follower.Sealed == history.Count;
    }

    private async Task<AuditReport> AuditAsync(CancellationToken cancellationToken)
    {
        DataLayout layout = new(_data);
        await using LogAuditSource source = await LogAuditSource.OpenAsync(layout.Log, layout.Mark, cancellationToken);
        Receipt[] receipts = [.. _wallets.SelectMany(wallet => wallet.Receipts)];
        AuditResult result = await Audit.RunAsync(source, new AuditOptions(_info.Chain, receipts, _info.SequencerKey), cancellationToken: cancellationToken);
        return result.Report;
    }

    private DemoReport Report(
        StatusInfo status, int lost, int sentAgain, bool complete, IReadOnlyList<(string Reason, bool Given)> refusals, AuditReport audit, bool tamperDetected)
    {
        double[] latencies = [.. _wallets.SelectMany(wallet => wallet.Latencies).Order()];
        int accepted = _wallets.Sum(wallet => wallet.Receipts.Count);
        bool sameRoot = audit.StateRoot == status.StateRoot.ToString();
        return new()
        {
            TransfersAccepted = accepted,
            TransfersRefused = refusals.Count(refusal => refusal.Given),
            BatchesSealed = status.Batch.Value,
            StateRoot = status.StateRoot.ToString(),
            CrashRestartLost = lost,
            SentAgain = sentAgain,
            StatusUpdates = _follower.Accepted.Count + _follower.Sealed,
            StatusesComplete = complete,
            Audit = audit.Verdict == AuditVerdict.Ok && sameRoot ? "ok"
                : audit.FirstBadEvent?.ToString() ?? audit.ReceiptFindings.Concat(audit.NotChecked).FirstOrDefault() ?? $"reached root {audit.StateRoot}",
            TamperDetected = tamperDetected,
            ReceiptP50Ms = Percentile(latencies, 0.50),
            ReceiptP99Ms = Percentile(latencies, 0.99),
            TransfersPerSecond = Math.Round(accepted / _payingSeconds),
            Seconds = Math.Round(_watch.Elapsed.TotalSeconds, 1),
            Surprises = [.. refusals.Where(refusal => !refusal.Given).Select(refusal => $"{refusal.Reason} was not refused as such")],
        };
    }

    /// <summary>Nearest rank, in milliseconds.</summary>
    private static double Percentile(double[] ascending, double share) =>
        ascending.Length == 0 ? 0 : Math.Round(ascending[(int)Math.Ceiling(share * ascending.Length) - 1], 2);

    private void Step(string what) => terminal.Say($"[{_watch.Elapsed.TotalSeconds,5:F1} s] {what}");
}
