using Rollup.Protocol;
using Rollup.Sequencer.Submissions;

namespace Rollup.Sequencer.Ordering;

/// <summary>An operation on its way through the sequencer, with the caller who waits for its answer.</summary>
/// <remarks>Answered exactly once; a second answer is a bug and throws.</remarks>
internal abstract class PendingOperation
{
    // Callers go on elsewhere: neither the writer nor a worker runs a caller's code.
    private readonly TaskCompletionSource<SubmissionResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<SubmissionResult> Result => _answer.Task;

    public void Answer(SubmissionResult result) => _answer.SetResult(result);

    /// <summary>Answers unless that has been done: for the end, when nobody knows any more who has his answer.</summary>
    public void TryAnswer(SubmissionResult result) => _answer.TrySetResult(result);

    /// <summary>Ends the wait with a bug of ours.</summary>
    public void Fail(Exception exception) => _answer.TrySetException(exception);
}

/// <summary>An operation that somebody signed.</summary>
internal sealed class PendingSubmission(SignedOperation operation) : PendingOperation
{
    public SignedOperation Operation { get; } = operation;

    /// <summary>Known once the signature stage has seen the operation.</summary>
    public OperationId Id { get; set; }
}

/// <summary>A deposit that comes from the development faucet instead of L1.</summary>
internal sealed class PendingDeposit(CreditFromFaucet command) : PendingOperation
{
    public CreditFromFaucet Command { get; } = command;
}
