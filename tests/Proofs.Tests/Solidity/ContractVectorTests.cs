using System.Runtime.CompilerServices;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>tests/vectors/contracts: what the contracts' tests judge, with this verifier's verdicts beside it.</summary>
/// <remarks><c>ROLLUP_UPDATE_VECTORS=1</c> writes the files anew.</remarks>
public sealed class ContractVectorTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static TheoryData<string> Contracts => [.. ExampleContracts.All.Select(contract => contract.Name)];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void The_stored_proofs_and_verdicts_are_the_ones_of_this_verifier(string name)
    {
        ExampleContract contract = ExampleContracts.All.Single(contract => contract.Name == name);
        (VerifyingKey key, StarkProof proof, Goldilocks[] publicValues) = ContractStatements.Prove(contract);
        byte[] bytes = StarkProofFormat.Write(key, proof);
        byte[] publicBytes = ContractVector.BytesOf(publicValues);
        Assert.Null(new StarkVerifier(key).Verify(publicValues, bytes));

        (Splice, string)[] spoiled =
        [
            .. Spoiled.Of(key, publicBytes, bytes).Select(splice => (splice, VerdictOn(key, publicBytes, bytes, splice))),
            .. ForgedProofs.Of(contract, key, bytes),
        ];
        Assert.All(spoiled, entry => Assert.Equal(entry.Item2, VerdictOn(key, publicBytes, bytes, entry.Item1)));
        ContractVector made = ContractVector.Of(name, publicBytes, bytes, spoiled);
        AssertStored($"{name}.json", made);
    }

    [Fact]
    public void The_stored_statements_are_the_ones_that_are_forged() => AssertStored("Statements.json", ForgedStatement.All());

    private static void AssertStored<T>(string file, T made)
    {
        string text = JsonSerializer.Serialize(made, Json) + "\n";
        string path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("ROLLUP_UPDATE_VECTORS") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string VerdictOn(VerifyingKey key, byte[] publicBytes, byte[] proof, Splice splice)
    {
        Goldilocks[] publicValues = ContractVector.ElementsOf(splice.IsPublic ? splice.Apply(publicBytes) : publicBytes);
        ProofFailure? failure = new StarkVerifier(key).Verify(publicValues, splice.IsPublic ? proof : splice.Apply(proof));
        Assert.True(failure is not null, $"{splice.What} was accepted");
        return failure.GetType().Name;
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "vectors", "contracts");
}
