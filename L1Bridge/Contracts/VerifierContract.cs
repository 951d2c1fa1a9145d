using System.Buffers.Binary;
using Rollup.L1Bridge.Ethereum;
using Rollup.Crypto;

namespace Rollup.L1Bridge.Contracts;

/// <summary>A deployed verifier of one program's proofs.</summary>
public sealed class VerifierContract
{
    private const int WordBytes = 32;

    /// <summary>An address fills the last 20 bytes of a word.</summary>
    private const int AddressAt = 12;

    /// <summary>The limit of a transaction since EIP-7825.</summary>
    private const ulong TransactionGasLimit = 1 << 24;

    /// <summary>The contracts of the constraints revert with it in assembly, so that no ABI lists it.</summary>
    private const string ConstraintError = "ConstraintsUnsatisfied(uint256)";

    private static readonly byte[] VerifySelector = ContractArtifact.Selector("verify(bytes,bytes)");

    private readonly EthereumRpc _rpc;

    private readonly ContractArtifact _verifier;

    private VerifierContract(EthereumRpc rpc, ContractArtifact verifier, string address) =>
        (_rpc, _verifier, Address) = (rpc, verifier with { Errors = [.. verifier.Errors, ConstraintError] }, address);

    public string Address { get; }

    /// <summary>Deploys the contracts of a program: those of its constraints, the last one first, then the verifier.</summary>
    /// <param name="artifacts">forge's output folder.</param>
    /// <param name="name">The program's name in contracts: NameConstraints, NameConstraints2, … and NameVerifier.</param>
    public static async Task<VerifierContract> DeployAsync(
        EthereumRpc rpc, string from, string artifacts, string name, CancellationToken cancellationToken = default)
    {
        // Each is given the address of the one after it; the verifier that of the first.
        byte[] next = [];
        foreach (string part in PartsOf(artifacts, name).Reverse().Append($"{name}Verifier"))
        {
            next = await DeployAsync(rpc, from, ContractArtifact.Read(artifacts, part), next, cancellationToken);
        }

        return new(rpc, ContractArtifact.Read(artifacts, $"{name}Verifier"), "0x" + Convert.ToHexStringLower(next.AsSpan(AddressAt)));
    }

    /// <summary>Verifies in a transaction.</summary>
    public Task<TransactionReceipt> SendAsync(
        string from, ReadOnlySpan<Goldilocks> publicValues, ReadOnlySpan<byte> proof, CancellationToken cancellationToken = default) =>
        _rpc.SendAsync(from, Address, Calldata(publicValues, proof), TransactionGasLimit, cancellationToken);

    /// <summary>Verifies in a call.</summary>
    /// <returns>Null when the proof is accepted, else the name of the check that failed.</returns>
    public Task<string?> CallAsync(Goldilocks[] publicValues, byte[] proof, CancellationToken cancellationToken = default) =>
        CallAsync(BytesOf(publicValues), proof, cancellationToken);

    /// <summary>Verifies in a call, with public values that need not be any.</summary>
    /// <returns>Null when the proof is accepted, else the name of the check that failed.</returns>
    public async Task<string?> CallAsync(byte[] publicValues, byte[] proof, CancellationToken cancellationToken = default)
    {
        try
        {
            await _rpc.CallAsync(Address, Calldata(publicValues, proof), cancellationToken);
            return null;
        }
        catch (EthereumException refused) when (_verifier.NameOf(refused.RevertData) is { } check)
        {
            return check;
        }
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

    /// <returns>The contract's address as a word.</returns>
    private static async Task<byte[]> DeployAsync(
        EthereumRpc rpc, string from, ContractArtifact contract, byte[] arguments, CancellationToken cancellationToken)
    {
        TransactionReceipt receipt = await rpc.SendAsync(from, null, [.. contract.CreationCode, .. arguments], TransactionGasLimit, cancellationToken);
        return receipt is { Succeeded: true, ContractAddress: { } address }
            ? [.. new byte[AddressAt], .. Convert.FromHexString(address.AsSpan(2))]
            : throw new InvalidOperationException($"{contract.Name} ({contract.RuntimeBytes} bytes) could not be deployed: transaction {receipt.Hash} reverted.");
    }

    /// <summary>What a verifying transaction carries: verify(bytes publicValues, bytes proof) as the contract ABI has it, two offsets, then each with its length, filled up to words.</summary>
    public static byte[] Calldata(ReadOnlySpan<Goldilocks> publicValues, ReadOnlySpan<byte> proof) => Calldata(BytesOf(publicValues), proof);

    private static byte[] Calldata(ReadOnlySpan<byte> publicValues, ReadOnlySpan<byte> proof)
    {
        int secondAt = 3 * WordBytes + Padded(publicValues.Length);
        byte[] data = new byte[VerifySelector.Length + secondAt + WordBytes + Padded(proof.Length)];
        VerifySelector.CopyTo(data, 0);
        Span<byte> words = data.AsSpan(VerifySelector.Length);
        WriteNumber(words, 2 * WordBytes);
        WriteNumber(words[WordBytes..], secondAt);
        WriteNumber(words[(2 * WordBytes)..], publicValues.Length);
        publicValues.CopyTo(words[(3 * WordBytes)..]);
        WriteNumber(words[secondAt..], proof.Length);
        proof.CopyTo(words[(secondAt + WordBytes)..]);
        return data;
    }

    /// <summary>Eight bytes to a value, the highest first.</summary>
    private static byte[] BytesOf(ReadOnlySpan<Goldilocks> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(ulong)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)), values[i].Value);
        }

        return bytes;
    }

    private static void WriteNumber(Span<byte> word, int value) => BinaryPrimitives.WriteInt32BigEndian(word[(WordBytes - sizeof(int))..], value);

    private static int Padded(int bytes) => (bytes + WordBytes - 1) / WordBytes * WordBytes;
}
