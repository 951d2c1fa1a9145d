using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Rollup.L1Bridge.Ethereum;

/// <summary>A development chain on this machine, for demos and tests: foundry's anvil, at the newest hard fork.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly HttpClient _http;

    private AnvilNode(Process process, HttpClient http, EthereumRpc rpc) => (_process, _http, Rpc) = (process, http, rpc);

    public EthereumRpc Rpc { get; }

    /// <param name="executable">The anvil program.</param>
    /// <exception cref="InvalidOperationException">It does not start, or does not answer.</exception>
    public static async Task<AnvilNode> StartAsync(string executable, CancellationToken cancellationToken = default)
    {
        int port = FreePort();
        ProcessStartInfo start = new(executable, ["--port", $"{port}", "--host", "127.0.0.1", "--silent"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} does not start.");
        HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
        AnvilNode node = new(process, http, new(http, new($"http://127.0.0.1:{port}")));
        try
        {
            await node.WaitAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await Rpc.GetChainIdAsync(cancellationToken);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(start) < StartLimit)
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException(
                    _process.HasExited ? $"anvil ended with exit code {_process.ExitCode}." : $"anvil did not answer within {StartLimit.TotalSeconds:F0} s.", e);
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
