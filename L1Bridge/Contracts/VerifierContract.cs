using System.Buffers.Binary;
using Rollup.L1Bridge.Ethereum;
using Rollup.Crypto;

namespace Rollup.L1Bridge.Contracts;

/// <summary>A deployed verifier of one program's proofs.</summary>
public sealed class VerifierContract
{
    private const int WordBytes = 32;

    /// <summary>The limit of a transaction since EIP-7825.</summary>
    private const ulong TransactionGasLimit = 1 << 24;

    private static readonly byte[] VerifySelector = Selector("verify(bytes,bytes)");

    private readonly EthereumRpc _rpc;

    private VerifierContract(EthereumRpc rpc, string address) => (_rpc, Address) = (rpc, address);

    public string Address { get; }

    /// <summary>Deploys the contracts of a program: those of its constraints, then the verifier, which is given their addresses.</summary>
    /// <param name="artifacts">forge's output folder.</param>
    /// <param name="name">The program's name in contracts: NameConstraints, NameConstraints2, … and NameVerifier.</param>
    public static async Task<VerifierContract> DeployAsync(
        EthereumRpc rpc, string from, string artifacts, string name, CancellationToken cancellationToken = default)
    {
        List<byte> arguments = [];
        foreach (string part in PartsOf(artifacts, name))
        {
            string address = await DeployAsync(rpc, from, ContractArtifact.Read(artifacts, part), [], cancellationToken);
            arguments.AddRange(new byte[WordBytes - address.Length / 2 + 1]);
            arguments.AddRange(Convert.FromHexString(address.AsSpan(2)));
        }

        ContractArtifact verifier = ContractArtifact.Read(artifacts, $"{name}Verifier");
        return new(rpc, await DeployAsync(rpc, from, verifier, [.. arguments], cancellationToken));
    }

    /// <summary>Verifies in a transaction.</summary>
    public Task<TransactionReceipt> SendAsync(
        string from, ReadOnlySpan<Goldilocks> publicValues, ReadOnlySpan<byte> proof, CancellationToken cancellationToken = default) =>
        _rpc.SendAsync(from, Address, Encode(publicValues, proof), TransactionGasLimit, cancellationToken);

    /// <summary>Verifies in a call; a refusal is the name of the failed check as the contract's error has it.</summary>
    /// <returns>Null when the proof is accepted, else the selector and arguments of the error.</returns>
    public async Task<byte[]?> CallAsync(Goldilocks[] publicValues, byte[] proof, CancellationToken cancellationToken = default)
    {
        try
        {
            await _rpc.CallAsync(Address, Encode(publicValues, proof), cancellationToken);
            return null;
        }
        catch (EthereumException refused) when (refused.RevertData.Length > 0)
        {
            return refused.RevertData;
        }
    }

    /// <summary>The first four bytes of the hash of a signature.</summary>
    public static byte[] Selector(string signature)
    {
        byte[] digest = new byte[Keccak256.ByteCount];
        Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(signature), digest);
        return digest[..4];
    }

    private static IEnumerable<string> PartsOf(string artifacts, string name)
    {
        string first = $"{name}Constraints";
        yield return first;
        for (int part = 2; File.Exists(Path.Combine(artifacts, $"{first}{part}.sol", $"{first}{part}.json")); part++)
        {
            yield return $"{first}{part}";
        }
    }

    private static async Task<string> DeployAsync(
        EthereumRpc rpc, string from, ContractArtifact contract, byte[] arguments, CancellationToken cancellationToken)
    {
        TransactionReceipt receipt = await rpc.SendAsync(from, null, [.. contract.CreationCode, .. arguments], TransactionGasLimit, cancellationToken);
        return receipt is { Succeeded: true, ContractAddress: { } address }
            ? address
            : throw new InvalidOperationException($"{contract.Name} ({contract.RuntimeBytes} bytes) could not be deployed: transaction {receipt.Hash} reverted.");
    }

    /// <summary>verify(bytes publicValues, bytes proof) as the contract ABI has it: two offsets, then each with its length, filled up to words.</summary>
    private static byte[] Encode(ReadOnlySpan<Goldilocks> publicValues, ReadOnlySpan<byte> proof)
    {
        int publicBytes = publicValues.Length * sizeof(ulong);
        int secondAt = 3 * WordBytes + Padded(publicBytes);
        byte[] data = new byte[VerifySelector.Length + secondAt + WordBytes + Padded(proof.Length)];
        VerifySelector.CopyTo(data, 0);
        Span<byte> words = data.AsSpan(VerifySelector.Length);
        WriteNumber(words, 2 * WordBytes);
        WriteNumber(words[WordBytes..], secondAt);
        WriteNumber(words[(2 * WordBytes)..], publicBytes);
        for (int i = 0; i < publicValues.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(words[(3 * WordBytes + i * sizeof(ulong))..], publicValues[i].Value);
        }

        WriteNumber(words[secondAt..], proof.Length);
        proof.CopyTo(words[(secondAt + WordBytes)..]);
        return data;
    }

    private static void WriteNumber(Span<byte> word, int value) => BinaryPrimitives.WriteInt32BigEndian(word[(WordBytes - sizeof(int))..], value);

    private static int Padded(int bytes) => (bytes + WordBytes - 1) / WordBytes * WordBytes;
}
