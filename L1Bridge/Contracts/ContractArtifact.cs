using System.Text.Json;

namespace Rollup.L1Bridge.Contracts;

/// <summary>A compiled contract, as forge writes it.</summary>
public sealed record ContractArtifact(string Name, byte[] CreationCode, int RuntimeBytes)
{
    /// <param name="folder">forge's output folder.</param>
    /// <exception cref="FileNotFoundException">The contracts have not been built.</exception>
    public static ContractArtifact Read(string folder, string name)
    {
        string path = Path.Combine(folder, $"{name}.sol", $"{name}.json");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"Contract {name} is not compiled: {path} is missing.", path);
        }

        using JsonDocument artifact = JsonDocument.Parse(File.ReadAllBytes(path));
        return new(name, Code(artifact, "bytecode"), Code(artifact, "deployedBytecode").Length);
    }

    private static byte[] Code(JsonDocument artifact, string field) =>
        Convert.FromHexString(artifact.RootElement.GetProperty(field).GetProperty("object").GetString().AsSpan(2));
}
