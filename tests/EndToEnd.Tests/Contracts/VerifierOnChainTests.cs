using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.L1Bridge.Contracts;
using Rollup.L1Bridge.Ethereum;
using Xunit.Abstractions;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>Generated verifiers, deployed on a chain, judge stored proofs in transactions.</summary>
public sealed class VerifierOnChainTests(ITestOutputHelper output)
{
    /// <summary>What a transaction costs at least: 21,000 and 10 for each token of calldata, four to a byte that is not zero (EIP-7623).</summary>
    private const ulong BaseGas = 21_000, GasPerToken = 10, TokensPerNonZeroByte = 4;

    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    [Theory]
    [Trait("Plan", "V25")]
    [InlineData("RangeCheck", 700_000)]
    [InlineData("NodeChain", 4_000_000)]
    [InlineData("Epoch", 4_000_000)]
    public async Task A_right_proof_costs_no_more_than_promised_and_a_spoiled_one_reverts_by_name(string program, ulong mostGas)
    {
        ContractsFolder contracts = new(Path.Combine(Root, "contracts"));
        await contracts.BuildAsync();
        await using AnvilNode node = await AnvilNode.StartAsync(contracts.Anvil);
        string account = (await node.Rpc.GetAccountsAsync())[0];
        VerifierContract verifier = await VerifierContract.DeployAsync(node.Rpc, account, contracts.Artifacts, program);

        (Goldilocks[] publicValues, byte[] proof) = Read(program);
        TransactionReceipt receipt = await verifier.SendAsync(account, publicValues, proof);
        ulong floor = FloorOf(VerifierContract.Calldata(publicValues, proof));
        output.WriteLine($"{program}: {proof.Length} bytes, gas used {receipt.GasUsed}, floor {floor}");
        Assert.True(receipt.Succeeded);
        Assert.InRange(receipt.GasUsed, floor, mostGas);

        // The last byte belongs to an opening, so what it leads to is not what was committed to.
        proof[^1] ^= 1;
        Assert.Equal("MerkleRootMismatch", await verifier.CallAsync(publicValues, proof));
        Assert.False((await verifier.SendAsync(account, publicValues, proof)).Succeeded);
    }

    private static (Goldilocks[] PublicValues, byte[] Proof) Read(string program)
    {
        using JsonDocument vector = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "tests", "vectors", "contracts", $"{program}.json")));
        byte[] BytesOf(string name) => Convert.FromHexString(vector.RootElement.GetProperty(name).GetString().AsSpan(2));
        return ([.. BytesOf("publicValues").Chunk(sizeof(ulong)).Select(word => new Goldilocks(BinaryPrimitives.ReadUInt64BigEndian(word)))], BytesOf("proof"));
    }

    private static ulong FloorOf(byte[] data)
    {
        ulong zeros = (ulong)data.Count(value => value == 0);
        return BaseGas + GasPerToken * (zeros + TokensPerNonZeroByte * ((ulong)data.Length - zeros));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
