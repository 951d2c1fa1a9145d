using System.Diagnostics;

namespace Rollup.Cli.Bench.Load;

/// <param name="Sent">Requests, those of the warm-up included.</param>
/// <param name="Accepted">Receipts that came back while it was measured.</param>
/// <param name="Latencies">Of each, in milliseconds, ascending; from the moment the request was meant to be sent.</param>
internal sealed record LoadResult(int Sent, int Accepted, TimeSpan Duration, IReadOnlyList<double> Latencies)
{
    public double PerSecond => Accepted / Duration.TotalSeconds;

    /// <summary>Nearest rank.</summary>
    public double Percentile(double share) => Latencies.Count == 0 ? double.NaN : Latencies[(int)Math.Ceiling(share * Latencies.Count) - 1];
}

/// <summary>Sends what wallets have signed ahead, and times the receipts.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private readonly IReadOnlyList<LoadWallet> _wallets;
    private readonly List<LoadSocket> _sockets = [];
    private readonly Lock _gate = new();
    private readonly List<double> _latencies = [];
    private readonly List<byte[]> _samples = [];
    private Action<LoadWallet> _goOn = _ => { };
    private int _inFlight;
    private int _sent;
    private long _measureFrom = long.MaxValue;
    private string? _refusal;

    private LoadRun(IReadOnlyList<LoadWallet> wallets) => _wallets = wallets;

    /// <summary>One answer in every two hundred, whole.</summary>
    public IReadOnlyList<byte[]> Samples => _samples;

    public int Refused { get; private set; }

    /// <summary>The first refusal, if any: none is expected.</summary>
    public string? FirstRefusal => _refusal;

    public static async Task<LoadRun> ConnectAsync(Uri rpc, IReadOnlyList<LoadWallet> wallets, int connections)
    {
        var run = new LoadRun(wallets);
        for (int i = 0; i < connections; i++)
        {
            run._sockets.Add(await LoadSocket.ConnectAsync(rpc, run.Answered));
        }

        return run;
    }

    /// <summary>Every wallet sends its next transfer as soon as it holds the receipt for the last one.</summary>
    public async Task<LoadResult> ClosedAsync(TimeSpan warmUp, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        long end = start + Ticks(warmUp + duration);
        Begin(start + Ticks(warmUp), wallet =>
        {
            long now = Stopwatch.GetTimestamp();
            if (now < end && wallet.Left > 0)
            {
                Send(wallet, now);
            }
        });
        foreach (LoadWallet wallet in _wallets)
        {
            Send(wallet, Stopwatch.GetTimestamp());
        }

        return await EndAsync();
    }

    /// <summary>Transfers are due at a fixed rate, whether or not earlier ones were answered; lateness counts as latency.</summary>
    public async Task<LoadResult> OpenAsync(double perSecond, TimeSpan warmUp, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        Begin(start + Ticks(warmUp), _ => { });
        int total = (int)((warmUp + duration).TotalSeconds * perSecond);
        await Task.Factory.StartNew(
            () =>
            {
                for (int sent = 0; sent < total;)
                {
                    long due = start + (long)(sent / perSecond * Stopwatch.Frequency);
                    LoadWallet wallet = _wallets[sent % _wallets.Count];
                    if (Stopwatch.GetTimestamp() >= due && IsFree(wallet))
                    {
                        Send(wallet, due);
                        sent++;
                    }
                    else
                    {
                        // A millisecond: what is due meanwhile counts from when it was due.
                        Thread.Sleep(1);
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LoadSocket socket in _sockets)
        {
            await socket.DisposeAsync();
        }
    }

    private void Begin(long measureFrom, Action<LoadWallet> goOn)
    {
        lock (_gate)
        {
            _latencies.Clear();
            _sent = 0;
            (_measureFrom, _goOn) = (measureFrom, goOn);
        }
    }

    private async Task<LoadResult> EndAsync()
    {
        long last = 0;
        while (Volatile.Read(ref _inFlight) > 0)
        {
            await Task.Delay(1);
            last = Stopwatch.GetTimestamp();
        }

        lock (_gate)
        {
            double[] latencies = [.. _latencies.Order()];
            return new(_sent, latencies.Length, Stopwatch.GetElapsedTime(_measureFrom, last), latencies);
        }
    }

    private bool IsFree(LoadWallet wallet)
    {
        lock (_gate)
        {
            return !wallet.InFlight;
        }
    }

    private void Send(LoadWallet wallet, long meantAt)
    {
        Interlocked.Increment(ref _inFlight);
        lock (_gate)
        {
            (wallet.InFlight, wallet.MeantAt) = (true, meantAt);
            _sent++;
        }

        _sockets[wallet.Number % _sockets.Count].Post(wallet.Take());
    }

    private void Answered(int id, bool isResult, ReadOnlyMemory<byte> answer)
    {
        LoadWallet wallet = _wallets[id];
        long now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            wallet.InFlight = false;
            if (!isResult)
            {
                Refused++;
                _refusal ??= System.Text.Encoding.UTF8.GetString(answer.Span);
            }
            else if (wallet.MeantAt >= _measureFrom)
            {
                _latencies.Add(Stopwatch.GetElapsedTime(wallet.MeantAt, now).TotalMilliseconds);
                if (_latencies.Count % 200 == 1)
                {
                    _samples.Add(answer.ToArray());
                }
            }
        }

        if (isResult)
        {
            _goOn(wallet);
        }

        Interlocked.Decrement(ref _inFlight);
    }

    private static long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * Stopwatch.Frequency);
}
