using Rollup.Protocol;
using Rollup.Sequencer.Queries;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Methods;

/// <summary>What accounts hold.</summary>
internal static class AccountMethods
{
    public static IEnumerable<RpcMethod> All(Func<SequencerQueries> queries)
    {
        yield return RpcMethod.Define("rollup_getAccount", "One account by its leaf.")
            .Parameter("leaf", Wire.Leaf, "Where the account stands in the tree.", out Field<LeafIndex> leaf)
            .Returns("account", ViewSchemas.Account, "As of the newest accepted operation and as of the newest sealed batch.")
            .Fails(RpcErrorCode.NotFound, "No account has this leaf.")
            .WithExamples("rollup_getAccount")
            .Handle((_, p) => queries().Ledger.Account(p.Get(leaf)) is { } account
                ? account
                : RpcError.NotFound("No account has this leaf.", new RpcErrorDetail("leaf", p.Get(leaf).Value)));

        yield return RpcMethod.Define("rollup_getAccountsByAddress", "The accounts of an address, one per token that it holds or held.")
            .Parameter("address", Wire.Address, "Whose.", out Field<L2Address> address)
            .Returns("accounts", Schema.Array(ViewSchemas.Account, 0, 256), "Empty for an address that never received anything. Tokens ascend.")
            .WithExamples("rollup_getAccountsByAddress")
            .Handle((_, p) => RpcReply.Of(queries().Ledger.Accounts(p.Get(address))));

        yield return RpcMethod.Define("rollup_getAccountProof", "A leaf with its Merkle path to the newest sealed batch's root.")
            .Describe("Paths are kept for the newest sealed batch only; ask again when the batch named is no longer that.")
            .Parameter("leaf", Wire.Leaf, "Where the account stands in the tree.", out Field<LeafIndex> proven)
            .OptionalParameter("batch", Wire.Batch, "The batch that the path must be of; absent: the newest.", out Field<BatchNumber> batch)
            .Returns("proof", ViewSchemas.AccountProof, "Also for a leaf that was never opened, which holds nothing.")
            .Fails(RpcErrorCode.NotFound, "The batch named is not the newest sealed one; data.batch is.")
            .Fails(RpcErrorCode.Unavailable, "A batch is being sealed just now.", "sealing")
            .WithExamples("rollup_getAccountProof")
            .Handle((_, p) => Prove(queries(), p.Get(proven), p.TryGet(batch, out BatchNumber wanted) ? wanted : null));
    }

    private static RpcReply<AccountProofView> Prove(SequencerQueries queries, LeafIndex leaf, BatchNumber? batch)
    {
        if (queries.Ledger.Proof(leaf) is not { } proof)
        {
            return RpcError.Unavailable("sealing", "A batch is being sealed just now.");
        }

        return batch is null || batch == proof.Batch.Number
            ? proof
            : RpcError.NotFound("Paths are kept for the newest sealed batch only.", new RpcErrorDetail("batch", proof.Batch.Number.Value));
    }
}
