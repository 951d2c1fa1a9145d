using System.Collections.Immutable;
using System.Text.Json;
using Rollup.Crypto;

namespace Rollup.L1Bridge.Contracts;

/// <summary>A compiled contract, as forge writes it.</summary>
/// <param name="Errors">The signatures of the errors it reverts with.</param>
public sealed record ContractArtifact(string Name, byte[] CreationCode, int RuntimeBytes, ImmutableArray<string> Errors)
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
        return new(name, Code(artifact, "bytecode"), Code(artifact, "deployedBytecode").Length, [.. ErrorsOf(artifact)]);
    }

    /// <summary>The first four bytes of the hash of a signature.</summary>
    public static byte[] Selector(string signature)
    {
        byte[] digest = new byte[Keccak256.ByteCount];
        Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(signature), digest);
        return digest[..4];
    }

    /// <summary>The name of the error that a call reverted with; null if it is none of this contract's.</summary>
    public string? NameOf(ReadOnlySpan<byte> revertData)
    {
        foreach (string signature in Errors)
        {
            if (revertData.StartsWith(Selector(signature)))
            {
                return signature[..signature.IndexOf('(', StringComparison.Ordinal)];
            }
        }

        return null;
    }

    private static IEnumerable<string> ErrorsOf(JsonDocument artifact) =>
        from entry in artifact.RootElement.GetProperty("abi").EnumerateArray()
        where entry.GetProperty("type").GetString() == "error"
        let types = entry.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("type").GetString())
        select $"{entry.GetProperty("name").GetString()}({string.Join(',', types)})";

    private static byte[] Code(JsonDocument artifact, string field) =>
        Convert.FromHexString(artifact.RootElement.GetProperty(field).GetProperty("object").GetString().AsSpan(2));
}
