using Rollup.EndToEnd.Tests.TestKit;
using Rollup.L1Bridge.Contracts;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>A copy of the contracts that overlooks one failure: every statement that reverts with it is empty.</summary>
internal sealed class WeakenedContracts : IDisposable
{
    /// <summary>How generated assembly refuses, and all that it refuses for.</summary>
    private const string AssemblyRevert = "revert(0, 0x24)", AssemblyFailure = "ConstraintsUnsatisfied";

    private static readonly string[] Copied =
        ["foundry.toml", "package.json", "package-lock.json", "tools", Path.Combine("src", "StarkVerifier.sol"), Path.Combine("src", "proofs"), Path.Combine("src", "fields")];

    private readonly TemporaryDirectory _directory = new();

    /// <param name="contracts">The folder of the real contracts.</param>
    /// <param name="program">Whose generated contracts are copied with the sources.</param>
    public WeakenedContracts(string contracts, string program, string overlooked)
    {
        string copy = _directory["contracts"];
        IEnumerable<string> generated = Directory.GetFiles(Path.Combine(contracts, "test", "generated"), $"{program}*.sol")
            .Select(file => Path.GetRelativePath(contracts, file));
        foreach (string path in Copied.Concat(generated).SelectMany(path => FilesOf(contracts, path)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, path))!);
            File.Copy(Path.Combine(contracts, path), Path.Combine(copy, path));
        }

        int removed = Directory.GetFiles(copy, "*.sol", SearchOption.AllDirectories).Sum(file => Overlook(file, overlooked));
        Assert.True(removed > 0, $"Nothing reverts with {overlooked}.");
        Directory.CreateSymbolicLink(Path.Combine(copy, "node_modules"), Path.Combine(contracts, "node_modules"));
        Folder = new(copy);
    }

    public ContractsFolder Folder { get; }

    public void Dispose()
    {
        // Only the link, not what it leads to.
        Directory.Delete(Path.Combine(_directory["contracts"], "node_modules"));
        _directory.Dispose();
    }

    /// <returns>How many statements were emptied.</returns>
    private static int Overlook(string file, string failure)
    {
        bool inAssembly = failure == AssemblyFailure;
        string[] parts = File.ReadAllText(file).Split(inAssembly ? AssemblyRevert : $"revert {failure}(");
        IEnumerable<string> rests = parts[1..].Select(rest => inAssembly ? rest : "{ }" + rest[(rest.IndexOf(';', StringComparison.Ordinal) + 1)..]);
        File.WriteAllText(file, string.Concat(rests.Prepend(parts[0])));
        return parts.Length - 1;
    }

    private static IEnumerable<string> FilesOf(string contracts, string path)
    {
        string full = Path.Combine(contracts, path);
        return Directory.Exists(full) ? Directory.GetFiles(full).Select(file => Path.GetRelativePath(contracts, file)) : [path];
    }
}
