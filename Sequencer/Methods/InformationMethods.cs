using System.Reflection;
using Rollup.Protocol;
using Rollup.Sequencer.Fees;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Submissions;

namespace Rollup.Sequencer.Methods;

/// <summary>What this sequencer is, what it asks, and how far it is.</summary>
internal static class InformationMethods
{
    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(InformationMethods).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly Schema<NodeInformation> Information = Schema.Object<NodeInformation>("Information", "What this sequencer is.")
        .Field("chainId", Schema.Quantity(), "The L1 chain.", i => i.Options.Context.ChainId)
        .Field("contract", Wire.EthereumAddress, "The rollup's contract.", i => i.Options.Context.Contract)
        .Field("keyId", Schema.Integer(0, uint.MaxValue), "Which of its published keys signs receipts.", i => i.Options.KeyId)
        .Field("sequencerKey", Wire.PublicKey, "The key that signs receipts.", i => i.Key)
        .Field("genesisRoot", Wire.StateRoot, "The state root before the first batch.", _ => GenesisState.Root)
        .Field("feeCollector", Wire.Address, "Who receives the fees.", i => i.Options.FeeCollector)
        .Field("version", Schema.Text(1, 64), "Of the program.", _ => Version)
        .Field("withdrawals", Schema.Boolean, "Whether withdrawals are taken.", i => i.Options.Withdrawals)
        .Field("faucet", Schema.Boolean, "Whether dev_faucet exists.", i => i.Options.Faucet)
        .Field("maxBatchCall", Schema.Integer(1, int.MaxValue), "Most operations of one rollup_sendBatch.", _ => SubmitBatch.MaxOperations)
        .Field("batchAgeMs", Schema.Integer(1, int.MaxValue), "How long a batch stays open after its first operation.", i => (long)i.Options.BatchAge.TotalMilliseconds)
        .Field("batchOperations", Schema.Integer(1, int.MaxValue), "Most operations of a batch.", i => i.Options.BatchOperations)
        .Build();

    /// <param name="options">Known before the sequencer is.</param>
    public static IEnumerable<RpcMethod> All(SequencerOptions options, Func<SequencerCore> sequencer, Func<SequencerQueries> queries)
    {
        FeeSchedule fees = new(options.Tokens);

        yield return RpcMethod.Define("rollup_getInfo", "What this sequencer is: chain, key, limits, version.")
            .Returns("information", Information, "Does not change while the sequencer runs.")
            .WithExamples("rollup_getInfo")
            .Handle((_, _) => new NodeInformation(options, sequencer().Signer.PublicKey));

        yield return RpcMethod.Define("rollup_getTokens", "The tokens that operations may use, with their units and fees.")
            .Returns("tokens", Schema.Array(ViewSchemas.Token, 1, 256), "Tokens ascend.")
            .WithExamples("rollup_getTokens")
            .Handle((_, _) => RpcReply.Of(fees.Tokens));

        yield return RpcMethod.Define("rollup_quoteFee", "The least fee that an operation must sign.")
            .Describe("An operation is charged exactly the fee it signed. A quote holds until the sequencer changes its fees; what it has accepted it charges as signed.")
            .Parameter("operation", Schema.Choice(("transfer", OperationKind.Transfer), ("withdrawal", OperationKind.Withdrawal)), "What it is.", out Field<OperationKind> kind)
            .Parameter("token", Wire.Token, "The token of operation and fee.", out Field<TokenId> token)
            .OptionalParameter("recipientAddress", Wire.Address, "Who receives a transfer: opening a leaf costs more. Absent: somebody who has one.", out Field<L2Address> recipient)
            .Returns("quote", ViewSchemas.Quote, "Itemised.")
            .Refuses(RefusalReason.UnknownToken.Name())
            .WithExamples("rollup_quoteFee")
            .Handle((_, p) => fees.CheckToken(p.Get(token)) is { } refusal
                ? RpcError.Refused(refusal.Reason.Name(), refusal.Message, new RpcErrorDetail("expected", refusal.Expected!))
                : queries().Ledger.Quote(p.Get(kind), p.Get(token), p.Get(kind) == OperationKind.Transfer && p.TryGet(recipient, out L2Address to) ? to : null));

        yield return RpcMethod.Define("rollup_getStatus", "How far everything is: the heads of the log and of the batches.")
            .Returns("status", ViewSchemas.Status, "As of now.")
            .WithExamples("rollup_getStatus")
            .Handle((_, _) => queries().Ledger.Heads());
    }

    private sealed record NodeInformation(SequencerOptions Options, Crypto.Signatures.PublicKey Key);
}
