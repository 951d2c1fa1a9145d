using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.L1Bridge.Contracts;
using Rollup.L1Bridge.Ethereum;
using Xunit.Abstractions;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>Generated verifiers, deployed on a chain of this machine, judge stored proofs in transactions.</summary>
public sealed class VerifierOnChainTests(ITestOutputHelper output)
{
    private static readonly string Contracts = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "contracts"));

    [Theory]
    [InlineData("RangeCheck", 700_000)]
    [InlineData("NodeChain", 4_000_000)]
    public async Task A_right_proof_costs_no_more_than_promised_and_a_spoiled_one_reverts_by_name(string program, ulong mostGas)
    {
        await BuildAsync();
        using JsonDocument vector = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Contracts, "..", "tests", "vectors", "contracts", $"{program}.json")));
        Goldilocks[] publicValues = [.. BytesOf(vector, "publicValues").Chunk(sizeof(ulong)).Select(word => new Goldilocks(BinaryPrimitives.ReadUInt64BigEndian(word)))];
        byte[] proof = BytesOf(vector, "proof");

        string anvil = Directory.GetDirectories(Path.Combine(Contracts, "node_modules", "@foundry-rs"), "anvil-*")
            .SelectMany(folder => Directory.GetFiles(Path.Combine(folder, "bin"))).Single();
        await using AnvilNode node = await AnvilNode.StartAsync(anvil);
        string account = (await node.Rpc.GetAccountsAsync())[0];
        VerifierContract verifier = await VerifierContract.DeployAsync(
            node.Rpc, account, Path.Combine(Contracts, "..", "artifacts", "contracts", "out"), program);

        TransactionReceipt receipt = await verifier.SendAsync(account, publicValues, proof);
        output.WriteLine($"{program}: {proof.Length} bytes, gas used {receipt.GasUsed}");
        Assert.True(receipt.Succeeded);
        Assert.InRange(receipt.GasUsed, 0UL, mostGas);

        // The last byte belongs to an opening, so what it leads to is not what was committed to.
        proof[^1] ^= 1;
        Assert.Equal("MerkleRootMismatch", await verifier.CallAsync(publicValues, proof));
        Assert.False((await verifier.SendAsync(account, publicValues, proof)).Succeeded);
    }

    /// <summary>Installs forge, anvil and solc if they are not there, and compiles what is not current.</summary>
    private static async Task BuildAsync()
    {
        using Process forge = Process.Start(new ProcessStartInfo(Path.Combine(Contracts, "tools", "forge"), ["build", "--offline"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = forge.StandardError.ReadToEndAsync();
        string report = await forge.StandardOutput.ReadToEndAsync() + await errors;
        await forge.WaitForExitAsync();
        Assert.True(forge.ExitCode == 0, report);
    }

    private static byte[] BytesOf(JsonDocument vector, string name) => Convert.FromHexString(vector.RootElement.GetProperty(name).GetString()![2..]);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
