using System.Diagnostics;

namespace Rollup.L1Bridge.Contracts;

/// <summary>The folder of the contracts in a checkout, with the tools that its package file installs.</summary>
public sealed class ContractsFolder(string path)
{
    private const string ToolFolder = "@foundry-rs";

    /// <summary>Where forge puts what it compiles.</summary>
    public string Artifacts => Path.Combine(path, "..", "artifacts", "contracts", "out");

    /// <summary>The anvil program of this machine's kind.</summary>
    /// <exception cref="FileNotFoundException">The tools are not installed; <see cref="BuildAsync"/> does it.</exception>
    public string Anvil => Directory.EnumerateDirectories(Path.Combine(path, "node_modules", ToolFolder), "anvil-*")
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(folder, "bin")))
        .FirstOrDefault() ?? throw new FileNotFoundException($"There is no anvil below {Path.Combine(path, "node_modules", ToolFolder)}.");

    /// <summary>Installs the tools and compiles the contracts, as far as they are not current.</summary>
    /// <exception cref="InvalidOperationException">A contract does not compile; the message is forge's.</exception>
    public async Task BuildAsync(CancellationToken cancellationToken = default)
    {
        ProcessStartInfo start = new(Path.Combine(path, "tools", "forge"), ["build", "--offline"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process forge = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        Task<string> errors = forge.StandardError.ReadToEndAsync(cancellationToken);
        string output = await forge.StandardOutput.ReadToEndAsync(cancellationToken);
        await forge.WaitForExitAsync(cancellationToken);
        if (forge.ExitCode != 0)
        {
            throw new InvalidOperationException($"The contracts do not build: {output}{await errors}");
        }
    }
}
