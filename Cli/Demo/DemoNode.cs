using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rollup.Cli.Output;
using Rollup.Wallet.Rpc;

namespace Rollup.Cli.Demo;

/// <summary>A node in a process of its own, so that killing it is real.</summary>
internal sealed partial class DemoNode : IAsyncDisposable
{
    private const int SigTerm = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _logFile;

    private DemoNode(Process process, Uri rpc, string logFile) => (_process, Rpc, _logFile) = (process, rpc, logFile);

    /// <summary>ws:// address of the node.</summary>
    public Uri Rpc { get; }

    public int Port => Rpc.Port;

    /// <summary>The limits that the demo raises: eight wallets on one address send faster than any person.</summary>
    public static IReadOnlyList<string> RaisedLimits { get; } = ["--rpc-calls-per-second", "1000000", "--rpc-call-burst", "1000000"];

    /// <summary>Starts <c>rollup node --dev</c> on <paramref name="data"/> and waits until it is ready.</summary>
    /// <param name="port">0 takes any free one.</param>
    /// <exception cref="CommandFailedException">It does not get ready; the message has its last words.</exception>
    public static async Task<DemoNode> StartAsync(string data, int port, CancellationToken cancellationToken)
    {
        string logFile = Path.Combine(data, "..", "node.log");
        Process process = Process.Start(StartInfo(data, port)) ?? throw new CommandFailedException(ExitCode.Unavailable, "the node's process could not be started");
        _ = DrainAsync(process, logFile);
        try
        {
            JsonElement ready = await ReadReadyAsync(process, cancellationToken);
            UriBuilder rpc = new(ready.GetProperty("rpc").GetString()!) { Scheme = "ws" };
            return new DemoNode(process, rpc.Uri, logFile);
        }
        catch (Exception error) when (error is JsonException or TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
            throw new CommandFailedException(ExitCode.Unavailable, $"the node did not get ready: {LastWords(logFile)}");
        }
    }

    public Task<RollupClient> ConnectAsync(CancellationToken cancellationToken) => RollupClient.ConnectAsync(Rpc, cancellationToken);

    /// <summary>SIGKILL: nothing of the process runs any more, not even a finalizer.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    /// <exception cref="CommandFailedException">It does not end, or not with 0.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Signal(_process.Id, SigTerm);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        if (_process.ExitCode != ExitCode.Done)
        {
            throw new CommandFailedException(ExitCode.Refused, $"the node stopped with exit code {_process.ExitCode}: {LastWords(_logFile)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string data, int port)
    {
        // Under the apphost the process is the program; under dotnet the program is its first argument.
        string host = Environment.ProcessPath!;
        bool isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        ProcessStartInfo start = new(host) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] program = isDotnet ? [Path.Combine(AppContext.BaseDirectory, "rollup.dll")] : [];
        foreach (string argument in (string[])[.. program, "node", "--dev", "--json", "--data", data, "--rpc-listen", $"127.0.0.1:{port}", "--batch-seconds", "0.5", .. RaisedLimits])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>The node prints one JSON object over several lines when it is ready.</summary>
    private static async Task<JsonElement> ReadReadyAsync(Process process, CancellationToken cancellationToken)
    {
        string text = "";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) is { } line)
        {
            text += line;
            if (line == "}")
            {
                break;
            }
        }

        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static async Task DrainAsync(Process process, string logFile)
    {
        await using StreamWriter log = File.AppendText(logFile);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            await log.WriteLineAsync(line);
            await log.FlushAsync();
        }
    }

    private static string LastWords(string logFile) =>
        File.Exists(logFile) ? string.Join(" | ", File.ReadLines(logFile).TakeLast(3)) : "it said nothing";

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int processId, int signal);
}
