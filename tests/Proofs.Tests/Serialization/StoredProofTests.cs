using System.Runtime.CompilerServices;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Serialization;

/// <summary>tests/vectors/proofs: a small proof of each example, per format version, which must stay readable and be made again byte for byte.</summary>
/// <remarks><c>ROLLUP_UPDATE_VECTORS=1</c> writes the files anew; a change of the format then also needs a new version.</remarks>
public sealed class StoredProofTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static TheoryData<string, HashFunction> Stored => new()
    {
        { "fibonacci", HashFunction.Poseidon2 },
        { "fibonacci", HashFunction.Keccak256 },
        { "range-check", HashFunction.Poseidon2 },
        { "fifth-power", HashFunction.Poseidon2 },
        { "fifth-power", HashFunction.Keccak256 },
        { "asked-powers", HashFunction.Poseidon2 },
        { "poseidon2-8", HashFunction.Poseidon2 },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_stored_proof_is_accepted_and_made_again_byte_for_byte(string example, HashFunction hash)
    {
        ExampleStatement statement = ExampleStatement.Create(example, TestParameters.Quick(hash: hash));
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        StoredProof made = StoredProof.From(key, statement.PublicValues, StarkProofFormat.Write(key, proof));
        string path = Path.Combine(Folder(), $"{example}-{hash.ToString().ToLowerInvariant()}-v{StarkProtocol.Version}.json");
        if (Environment.GetEnvironmentVariable("ROLLUP_UPDATE_VECTORS") == "1")
        {
            File.WriteAllText(path, JsonSerializer.Serialize(made, Json) + "\n");
        }

        StoredProof stored = JsonSerializer.Deserialize<StoredProof>(File.ReadAllText(path), Json)!;
        Assert.Null(new StarkVerifier(key).Verify(statement.PublicValues, stored.Bytes()));
        Assert.Equal(stored with { PublicValues = [], Preprocessed = [] }, made with { PublicValues = [], Preprocessed = [] });
        Assert.Equal(stored.PublicValues, made.PublicValues);
        Assert.Equal(stored.Preprocessed, made.Preprocessed);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "vectors", "proofs");

    /// <param name="ProgramHash">As bytes32.</param>
    /// <param name="PublicValues">Decimal.</param>
    /// <param name="Preprocessed">The cap of the preprocessed commitment; empty without such columns.</param>
    /// <param name="Proof">The proof as bytes.</param>
    private sealed record StoredProof(string ProgramHash, string[] PublicValues, string[] Preprocessed, string Proof)
    {
        public static StoredProof From(VerifyingKey key, Goldilocks[] publicValues, byte[] proof) => new(
            key.ProgramHash.ToString(),
            [.. publicValues.Select(value => value.ToString())],
            key.Preprocessed is null ? [] : [.. key.Preprocessed.Cap.Select(digest => digest.ToString())],
            Hex.Format(proof));

        public byte[] Bytes() => Hex.TryParse(Proof, (Proof.Length - 2) / 2, out byte[] bytes) ? bytes : throw new FormatException("not 0x and hexadecimal digits");
    }
}
