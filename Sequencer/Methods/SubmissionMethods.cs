using System.Buffers;
using System.Text.Json;
using Rollup.Protocol;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Submissions;

namespace Rollup.Sequencer.Methods;

/// <summary>Signed operations in, receipts out.</summary>
internal static class SubmissionMethods
{
    private const string Idempotent =
        "An operation that was accepted before is answered with its first receipt again, so a caller who got no answer sends it again.";

    private static readonly string[] Reasons = [.. Enum.GetValues<RefusalReason>().Select(r => r.Name()).Order(StringComparer.Ordinal)];

    private static readonly Schema<BatchAnswer> Answer = Schema.Object<BatchAnswer>("OperationAnswer", "Exactly one of the two.")
        .OptionalField("receipt", OperationSchemas.Receipt, "The operation was accepted.", a => a.Receipt)
        .OptionalField("error", Schema.Json("An error as rollup_sendTransfer would answer it: code, message, data."), "It was not.", a => a.Error)
        .Build();

    public static IEnumerable<RpcMethod> All(Func<SequencerCore> sequencer)
    {
        yield return Fails(RpcMethod.Define("rollup_sendTransfer", "Accepts a signed transfer and answers with its receipt.")
            .Describe(Idempotent)
            .Parameter("transfer", OperationSchemas.Transfer, "The signed transfer.", out Field<SignedTransfer> transfer)
            .Returns("receipt", OperationSchemas.Receipt, "Given only once the transfer is on stable storage."))
            .WithExamples("rollup_sendTransfer")
            .Handle(async (_, p) => Reply(await sequencer().Commands.Send(new SubmitTransfer(p.Get(transfer)))));

        yield return Fails(RpcMethod.Define("rollup_sendWithdrawal", "Accepts a signed withdrawal and answers with its receipt.")
            .Describe(Idempotent)
            .Parameter("withdrawal", OperationSchemas.Withdrawal, "The signed withdrawal.", out Field<SignedWithdrawal> withdrawal)
            .Returns("receipt", OperationSchemas.Receipt, "Given only once the withdrawal is on stable storage."))
            .Fails(RpcErrorCode.NotSupported, "This sequencer takes no withdrawals: there is no bridge to claim them from.")
            .WithExamples("rollup_sendWithdrawal")
            .Handle(async (_, p) => Reply(await sequencer().Commands.Send(new SubmitWithdrawal(p.Get(withdrawal)))));

        yield return RpcMethod.Define("rollup_sendBatch", "Accepts several signed operations in one call, each with its own answer.")
            .Describe("The operations are taken in their order; one that is refused does not hold up the others. " + Idempotent)
            .Parameter("operations", Schema.Array(OperationSchemas.BatchItem, 1, SubmitBatch.MaxOperations), "In the order in which they are to happen.", out Field<IReadOnlyList<BatchItem>> operations)
            .Returns("answers", Schema.Array(Answer, 1, SubmitBatch.MaxOperations), "One per operation, in their order.")
            .WithExamples("rollup_sendBatch")
            .Handle(async (_, p) => Reply(await sequencer().Commands.Send(new SubmitBatch([.. p.Get(operations).Select(o => o.Operation!)]))));
    }

    /// <summary>The faucet, on the development chain.</summary>
    public static RpcMethod Faucet(Func<SequencerCore> sequencer) =>
        Fails(RpcMethod.Define("dev_faucet", "Credits an address out of nothing. Exists on development chains only.")
            .Parameter("address", Wire.Address, "Who receives; a leaf is opened where there is none.", out Field<L2Address> address)
            .Parameter("token", Wire.Token, "The token.", out Field<TokenId> token)
            .Parameter("amount", Schema.Quantity(), "In L2 units.", out Field<ulong> amount)
            .Returns("receipt", OperationSchemas.Receipt, "Of the deposit."))
            .Handle(async (_, p) => Reply(await sequencer().Commands.Send(new CreditFromFaucet(p.Get(address), p.Get(token), p.Get(amount)))));

    private static RpcMethodBuilder<Receipt> Fails(RpcMethodBuilder<Receipt> method) => method
        .Refuses(Reasons)
        .Fails(RpcErrorCode.LimitExceeded, "As many operations as fit are waiting; data.retryAfterMs says when to come back.")
        .Fails(
            RpcErrorCode.Unavailable,
            "The sequencer cannot take the operation now.",
            UnavailableReasons.ShuttingDown,
            UnavailableReasons.LogFull,
            UnavailableReasons.Stopped);

    private static RpcReply<Receipt> Reply(SubmissionResult result) => result is Confirmed confirmed ? confirmed.Receipt : ErrorOf(result);

    private static RpcReply<IReadOnlyList<BatchAnswer>> Reply(BatchSubmissionResult result) => result.Fault is { } fault
        ? ErrorOf(fault)
        : RpcReply.Of<IReadOnlyList<BatchAnswer>>([.. result.Results.Select(r => r is Confirmed c ? new(c.Receipt, null) : new BatchAnswer(null, Encode(ErrorOf(r))))]);

    private static RpcError ErrorOf(SubmissionResult result) => result switch
    {
        Refused { Refusal: var refusal } => refusal.Expected is { } expected
            ? RpcError.Refused(refusal.Reason.Name(), refusal.Message, new RpcErrorDetail("expected", expected))
            : RpcError.Refused(refusal.Reason.Name(), refusal.Message),
        Malformed malformed => RpcError.InvalidParams(malformed.Field, malformed.Expected),
        Overloaded overloaded => RpcError.LimitExceeded(
            "waiting_operations", overloaded.Capacity, "As many operations as fit are waiting.", overloaded.RetryAfter),
        Unavailable unavailable => RpcError.Unavailable(unavailable.Reason, unavailable.Message),
        NotSupported notSupported => RpcError.NotSupported(notSupported.Message),
        _ => throw new InvalidOperationException($"No answer for {result}."),
    };

    private static ReadOnlyMemory<byte> Encode(RpcError error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            error.Write(writer);
        }

        return buffer.WrittenMemory;
    }

    private sealed record BatchAnswer(Receipt? Receipt, ReadOnlyMemory<byte>? Error);
}
