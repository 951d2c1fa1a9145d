using Rollup.Cli.Output;
using Rollup.Crypto;
using Rollup.L1Bridge.Contracts;
using Rollup.L1Bridge.Ethereum;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;

namespace Rollup.Cli.Recursion;

/// <summary>What a contract said to an epoch's proof.</summary>
/// <param name="VerifyGas">Gas used by the whole transaction, the floor of its calldata included.</param>
/// <param name="CalldataBytes">Of the transaction.</param>
/// <param name="TamperedProof">The check that refused the proof with one bit changed; null if none did.</param>
internal sealed record OnChainReport(bool Accepted, ulong VerifyGas, int CalldataBytes, string? TamperedProof);

/// <summary>Builds and deploys the last layer's contracts on a development chain of this machine and shows them a proof.</summary>
internal static class EpochOnChain
{
    /// <param name="contracts">The folder of the contracts.</param>
    public static async Task<OnChainReport> VerifyAsync(ProvenStatement epoch, DirectoryInfo contracts, Terminal terminal)
    {
        if (!contracts.Exists)
        {
            throw new CommandFailedException(ExitCode.NoInput, $"there is no folder {contracts.FullName}");
        }

        terminal.Say("contracts …");
        ContractsFolder folder = new(contracts.FullName);
        await folder.BuildAsync();
        await using AnvilNode anvil = await AnvilNode.StartAsync(folder.Anvil);
        string sender = (await anvil.Rpc.GetAccountsAsync())[0];
        VerifierContract verifier = await VerifierContract.DeployAsync(anvil.Rpc, sender, folder.Artifacts, EpochContract.Name);

        byte[] proof = StarkProofFormat.Write(epoch.Key, epoch.Proof);
        Goldilocks[] publicValues = [.. epoch.PublicValues];
        TransactionReceipt receipt = await verifier.SendAsync(sender, publicValues, proof);
        proof[proof.Length / 2] ^= 1;
        return new(receipt.Succeeded, receipt.GasUsed, VerifierContract.Calldata(publicValues, proof).Length, await verifier.CallAsync(publicValues, proof));
    }
}
