using System.Runtime.CompilerServices;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Solidity;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Solidity;

public sealed class SolidityVerifierTests
{
    public static TheoryData<string> Contracts => [.. ExampleContracts.All.Select(contract => contract.Name)];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void The_stored_sources_are_the_ones_that_are_generated(string name)
    {
        ExampleContract contract = ExampleContracts.All.Single(contract => contract.Name == name);
        foreach (SoliditySource source in SolidityVerifier.Generate(contract.CreateKey(), name, "../../src"))
        {
            // `./rollup contracts generate` writes them.
            Assert.Equal(File.ReadAllText(Path.Combine(Folder(), source.Name)), source.Text);
        }
    }

    [Fact]
    public void No_source_is_stored_that_nothing_generates() => Assert.Equal(
        ExampleContracts.All.SelectMany(contract => SolidityVerifier.Generate(contract.CreateKey(), contract.Name, "../../src")).Select(source => source.Name).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder()).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));

    [Fact]
    public void A_program_with_poseidon2_trees_is_refused()
    {
        ExampleStatement statement = ExampleStatement.Create("fibonacci", TestParameters.Quick());
        Assert.Throws<ArgumentException>(() => SolidityVerifier.Generate(statement.CreateKey(Workers.Single).VerifyingKey, "Any", "."));
    }

    [Fact]
    public void A_table_of_several_heights_is_refused()
    {
        StarkProgram program = ExamplePrograms.Fibonacci(TestParameters.Quick(hash: HashFunction.Keccak256));
        Assert.Throws<ArgumentException>(() => SolidityVerifier.Generate(new(program, null), "Any", "."));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "contracts", "test", "generated");
}
