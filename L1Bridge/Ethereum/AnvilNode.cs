using System.Diagnostics;

namespace Rollup.L1Bridge.Ethereum;

/// <summary>A development chain on this machine, for demos and tests: foundry's anvil, with the newest rules of Ethereum.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private const string HardFork = "osaka";
    private const string Announcement = "Listening on ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private AnvilNode(Process process, Uri endpoint) => (_process, Rpc) = (process, new(_http, endpoint));

    public EthereumRpc Rpc { get; }

    /// <summary>Starts a chain on a free port.</summary>
    /// <param name="program">The anvil program.</param>
    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public static async Task<AnvilNode> StartAsync(string program, CancellationToken cancellationToken = default)
    {
        ProcessStartInfo start = new(program, ["--port", "0", "--hardfork", HardFork]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(Announcement, StringComparison.Ordinal))
                {
                    // Nobody reads what it says from here on, but a full pipe would stop it.
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new(process, new($"http://{line[Announcement.Length..].Trim()}"));
                }
            }

            throw new InvalidOperationException($"anvil ended: {await process.StandardError.ReadToEndAsync(limit.Token)}");
        }
        catch
        {
            End(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        End(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
