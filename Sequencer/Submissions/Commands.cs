using MediatR;
using Rollup.Protocol;

namespace Rollup.Sequencer.Submissions;

/// <summary>Take a transfer into the log.</summary>
public sealed record SubmitTransfer(SignedTransfer Operation) : IRequest<SubmissionResult>;

/// <summary>Take a withdrawal into the log.</summary>
public sealed record SubmitWithdrawal(SignedWithdrawal Operation) : IRequest<SubmissionResult>;

/// <summary>Take several operations into the log, in this order, each with its own answer.</summary>
public sealed record SubmitBatch(IReadOnlyList<SignedOperation> Operations) : IRequest<BatchSubmissionResult>
{
    public const int MaxOperations = 64;
}

/// <summary>Credit an account out of nothing. Development chain only.</summary>
public sealed record CreditFromFaucet(L2Address Address, TokenId Token, ulong Amount) : IRequest<SubmissionResult>;

/// <summary>Answers in the order of the operations; empty when the batch as a whole is malformed.</summary>
public sealed record BatchSubmissionResult(IReadOnlyList<SubmissionResult> Results, Malformed? Fault) : IValidated<BatchSubmissionResult>
{
    public static BatchSubmissionResult Invalid(SubmissionResult fault) => new([], (Malformed)fault);
}
