using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>A development chain in a process of its own, with the newest rules of Ethereum.</summary>
/// <remarks>forge, anvil and solc come with <c>npm ci</c> in contracts/, which contracts/tools/forge runs if need be.</remarks>
internal sealed class AnvilNode : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private AnvilNode(Process process, EthereumRpc rpc) => (_process, Rpc) = (process, rpc);

    public EthereumRpc Rpc { get; }

    public static string Contracts { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "contracts"));

    /// <summary>Compiles the contracts if they are not current, and starts a chain on a free port.</summary>
    public static async Task<AnvilNode> StartAsync()
    {
        using Process build = Run(Path.Combine(Contracts, "tools", "forge"), "build", "--offline");
        string report = await build.StandardOutput.ReadToEndAsync() + await build.StandardError.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, report);

        string platforms = Path.Combine(Contracts, "node_modules", "@foundry-rs");
        string program = Directory.GetDirectories(platforms, "anvil-*").SelectMany(folder => Directory.GetFiles(Path.Combine(folder, "bin"))).Single();
        Process process = Run(program, "--port", "0", "--hardfork", "osaka");
        try
        {
            using CancellationTokenSource limit = new(StartLimit);
            const string announcement = "Listening on ";
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(announcement, StringComparison.Ordinal))
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new(process, new(new Uri($"http://{line[announcement.Length..].Trim()}")));
                }
            }

            throw new InvalidOperationException($"anvil ended: {await process.StandardError.ReadToEndAsync(limit.Token)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
