using System.Text;
using System.Text.Json;
using Rollup.Crypto;
using Xunit.Abstractions;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>Generated verifiers, deployed on a chain, judge stored proofs in transactions.</summary>
public sealed class VerifierOnChainTests(ITestOutputHelper output)
{
    private const int WordBytes = 32;

    /// <summary>What a transaction costs at least: 21,000 and 10 for each token of calldata, four to a byte that is not zero (EIP-7623).</summary>
    private const long BaseGas = 21_000, GasPerToken = 10, TokensPerNonZeroByte = 4;

    [Theory]
    [InlineData("RangeCheck", 1, 700_000)]
    [InlineData("NodeChain", 3, 4_000_000)]
    public async Task A_right_proof_costs_no_more_than_promised_and_a_spoiled_one_reverts_by_name(string program, int constraintContracts, long mostGas)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        string account = await node.Rpc.AccountAsync();
        string verifier = await DeployAsync(node.Rpc, account, program, constraintContracts);

        using JsonDocument vector = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AnvilNode.Contracts, "..", "tests", "vectors", "contracts", $"{program}.json")));
        byte[] publicValues = BytesOf(vector.RootElement.GetProperty("publicValues")), proof = BytesOf(vector.RootElement.GetProperty("proof"));
        string call = CallOf(publicValues, proof);
        Receipt receipt = await node.Rpc.SendAsync(account, verifier, call);
        Assert.True(receipt.IsSuccess);
        output.WriteLine($"{program}: {proof.Length} bytes, gas used {receipt.GasUsed}, floor {FloorOf(call)}");
        Assert.InRange(receipt.GasUsed, FloorOf(call), mostGas);

        // The last byte belongs to an opening, so what it leads to is not what was committed to.
        proof[^1] ^= 1;
        Assert.StartsWith(Hex.Format(SelectorOf("MerkleRootMismatch(uint256,uint256)")), await node.Rpc.RevertDataAsync(verifier, CallOf(publicValues, proof)));
        Assert.False((await node.Rpc.SendAsync(account, verifier, CallOf(publicValues, proof))).IsSuccess);
    }

    /// <summary>The constraint contracts from the last to the first, each with the address of the next, then the verifier.</summary>
    private static async Task<string> DeployAsync(EthereumRpc rpc, string account, string program, int constraintContracts)
    {
        string next = string.Empty;
        for (int part = constraintContracts; part >= 1; part--)
        {
            next = await CreateAsync(rpc, account, $"{program}Constraints{(part == 1 ? string.Empty : $"{part}")}", next);
        }

        return await CreateAsync(rpc, account, $"{program}Verifier", next);
    }

    private static async Task<string> CreateAsync(EthereumRpc rpc, string account, string contract, string argument)
    {
        string path = Path.Combine(AnvilNode.Contracts, "..", "artifacts", "contracts", "out", $"{contract}.sol", $"{contract}.json");
        using JsonDocument artifact = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        string code = artifact.RootElement.GetProperty("bytecode").GetProperty("object").GetString()!;
        string word = argument.Length == 0 ? string.Empty : argument[2..].PadLeft(2 * WordBytes, '0');
        Receipt receipt = await rpc.SendAsync(account, to: null, code + word);
        Assert.True(receipt.IsSuccess, contract);
        return receipt.Contract!;
    }

    /// <summary>verify(bytes,bytes) as the ABI encodes it: the places of both, then each with its length before it and zeros behind it.</summary>
    private static string CallOf(byte[] publicValues, byte[] proof)
    {
        byte[] first = WithLength(publicValues);
        return Hex.Format([
            .. SelectorOf("verify(bytes,bytes)"), .. Word(2 * WordBytes), .. Word(2 * WordBytes + first.Length), .. first, .. WithLength(proof)]);
    }

    private static byte[] WithLength(byte[] bytes) => [.. Word(bytes.Length), .. bytes, .. new byte[(WordBytes - bytes.Length % WordBytes) % WordBytes]];

    private static byte[] Word(int value)
    {
        byte[] word = new byte[WordBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(WordBytes - sizeof(int)), value);
        return word;
    }

    private static byte[] SelectorOf(string signature)
    {
        byte[] digest = new byte[Keccak256.ByteCount];
        Keccak256.Hash(Encoding.ASCII.GetBytes(signature), digest);
        return digest[..4];
    }

    private static long FloorOf(string data)
    {
        byte[] bytes = Convert.FromHexString(data[2..]);
        long zeros = bytes.Count(value => value == 0);
        return BaseGas + GasPerToken * (zeros + TokensPerNonZeroByte * (bytes.Length - zeros));
    }

    private static byte[] BytesOf(JsonElement hex) => Convert.FromHexString(hex.GetString()![2..]);
}
