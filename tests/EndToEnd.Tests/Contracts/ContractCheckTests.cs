using System.Runtime.CompilerServices;
using Rollup.L1Bridge.Contracts;
using Rollup.L1Bridge.Ethereum;
using Xunit.Abstractions;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>
/// Each check of the contract taken out of its source in turn: a stored forgery then passes, which the real contract refuses
/// by that check's name. What tests/Proofs.Tests/Mutations does to the C# verifier.
/// </summary>
public sealed class ContractCheckTests(ITestOutputHelper output)
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>By the check's name: the program, and what was done to its proof. Each must pass where the check is missing.</summary>
    private static readonly Dictionary<string, (string Program, string[] What)> Forgeries = new()
    {
        ["MalformedProof"] = ("Fibonacci", ["magic: first item changed", "version: last item changed", "program hash: first item changed", "a byte more"]),
        ["TableHeightOutOfRange"] = ("Fibonacci", ["heights: first item changed"]),
        ["PublicValueCountMismatch"] = ("Fibonacci", ["a public value that no constraint speaks of"]),
        ["PublicValueNotCanonical"] = ("Fibonacci", ["a public value plus p"]),
        ["BusesUnbalanced"] = ("RangeCheck", ["a limb that no table has"]),
        ["WorkMissing"] = ("Fibonacci", ["no work before batching", "no work before folding 0", "no work before queries"]),
        ["OpenedRowsMismatch"] = ("Fibonacci", ["rows of round 0, height 5: one more than is read", "rows of round 1, height 5: one more than is read"]),
        ["SiblingCountMismatch"] = ("Fibonacci", ["siblings of round 0: one more than is read", "siblings of round 1: one more than is read", "siblings of layer 0: one more than is read"]),
        ["MerkleRootMismatch"] = ("Fibonacci", ["main columns chosen after zeta", "quotients chosen after zeta"]),
        ["CoefficientCountMismatch"] = ("Fibonacci", ["coefficients of layer 0: one more than is read"]),
        ["LeafValueMismatch"] = ("Fibonacci", ["leaves that have only their first value"]),
        ["FinalValueMismatch"] = ("Fibonacci", ["a final polynomial that is not what is left"]),
        ["ConstraintsUnsatisfied"] = ("Fibonacci", ["a trace that breaks a constraint"]),
    };

    /// <summary>Checks whose absence lets nothing pass that can be made, each with the reason.</summary>
    private static readonly Dictionary<string, string> Implied = new()
    {
        ["PublicMessageUndefined"] = "A public message has fingerprint zero by the challenges' luck alone, which the bus term counts. The check guards a division.",
        ["PointInsideDomain"] = "ζ lies in the base field once in 2^128 proofs: luck that the out-of-domain term counts. The check guards a division.",
    };

    public static TheoryData<string> Checks => [.. Forgeries.Keys];

    [Fact]
    public void Every_check_of_the_contract_has_a_forgery_or_a_reason_why_there_is_none()
    {
        const string Declaration = "error ";
        IEnumerable<string> declared = File.ReadLines(Path.Combine(Root, "contracts", "src", "proofs", "Failures.sol"))
            .Where(line => line.StartsWith(Declaration, StringComparison.Ordinal))
            .Select(line => line[Declaration.Length..line.IndexOf('(', StringComparison.Ordinal)]);
        Assert.Equal(
            declared.Order(StringComparer.Ordinal),
            Forgeries.Keys.Concat(Implied.Keys).Order(StringComparer.Ordinal));
        Assert.All(Forgeries.Keys, check => Assert.NotEmpty(ForgeriesOf(check)));
    }

    [Theory]
    [MemberData(nameof(Checks))]
    [Trait("Campaign", "contract-checks")]
    public async Task A_forgery_passes_the_contract_without_its_check_and_is_refused_by_exactly_that_check(string check)
    {
        string program = Forgeries[check].Program, folder = Path.Combine(Root, "contracts");
        ContractsFolder contracts = new(folder);
        await contracts.BuildAsync();
        using WeakenedContracts weakened = new(folder, program, check);
        await weakened.Folder.BuildAsync();

        await using AnvilNode node = await AnvilNode.StartAsync(contracts.Anvil);
        string account = (await node.Rpc.GetAccountsAsync())[0];
        VerifierContract real = await VerifierContract.DeployAsync(node.Rpc, account, contracts.Artifacts, program);
        VerifierContract weak = await VerifierContract.DeployAsync(node.Rpc, account, weakened.Folder.Artifacts, program);
        foreach (StoredForgery forgery in ForgeriesOf(check))
        {
            output.WriteLine(forgery.What);
            Assert.Equal(check, await real.CallAsync(forgery.PublicValues, forgery.Proof));
            Assert.Null(await weak.CallAsync(forgery.PublicValues, forgery.Proof));
        }
    }

    private static StoredForgery[] ForgeriesOf(string check)
    {
        (string program, string[] what) = Forgeries[check];
        StoredForgery[] stored = [.. StoredForgery.Of(Root, program)];
        return [.. what.Select(name => Assert.Single(stored, forgery => forgery.What == name && forgery.Failure == check))];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
