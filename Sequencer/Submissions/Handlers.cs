using FluentValidation;
using MediatR;
using Rollup.Protocol;

namespace Rollup.Sequencer.Submissions;

/// <summary>Which operations this sequencer takes at all.</summary>
/// <param name="Withdrawals">False where nothing could be claimed: there is no bridge yet.</param>
/// <param name="Faucet">True only on the development chain.</param>
internal sealed record AcceptedKinds(bool Withdrawals, bool Faucet);

internal sealed class SubmitTransferHandler(OperationIntake intake) : IRequestHandler<SubmitTransfer, SubmissionResult>
{
    public Task<SubmissionResult> Handle(SubmitTransfer request, CancellationToken cancellationToken) => intake.SubmitAsync(request.Operation);
}

internal sealed class SubmitWithdrawalHandler(OperationIntake intake, AcceptedKinds accepted) : IRequestHandler<SubmitWithdrawal, SubmissionResult>
{
    public const string NoBridge = "This sequencer takes no withdrawals: there is no bridge to claim them from.";

    public Task<SubmissionResult> Handle(SubmitWithdrawal request, CancellationToken cancellationToken) => accepted.Withdrawals
        ? intake.SubmitAsync(request.Operation)
        : Task.FromResult<SubmissionResult>(new NotSupported(NoBridge));
}

internal sealed class CreditFromFaucetHandler(OperationIntake intake, AcceptedKinds accepted) : IRequestHandler<CreditFromFaucet, SubmissionResult>
{
    public Task<SubmissionResult> Handle(CreditFromFaucet request, CancellationToken cancellationToken) => accepted.Faucet
        ? intake.CreditAsync(request)
        : Task.FromResult<SubmissionResult>(new Refused(
            new(RefusalReason.NotDevelopmentChain, "The faucet gives on the development chain only.", ChainContext.DevelopmentChainId.ToString())));
}

/// <summary>Every operation of a batch is validated and answered for itself; the valid ones go on together, in their order.</summary>
internal sealed class SubmitBatchHandler(OperationIntake intake, IValidator<SignedOperation> validator, AcceptedKinds accepted)
    : IRequestHandler<SubmitBatch, BatchSubmissionResult>
{
    public async Task<BatchSubmissionResult> Handle(SubmitBatch request, CancellationToken cancellationToken)
    {
        SubmissionResult?[] results = [.. request.Operations.Select(Fault)];
        SignedOperation[] valid = [.. request.Operations.Where((_, i) => results[i] is null)];
        if (valid.Length > 0)
        {
            using IEnumerator<SubmissionResult> answers = (await intake.SubmitAsync(valid)).GetEnumerator();
            for (int i = 0; i < results.Length; i++)
            {
                if (results[i] is null && answers.MoveNext())
                {
                    results[i] = answers.Current;
                }
            }
        }

        return new([.. results.Select(r => r!)], Fault: null);
    }

    private SubmissionResult? Fault(SignedOperation operation) =>
        operation is SignedWithdrawal && !accepted.Withdrawals
            ? new NotSupported(SubmitWithdrawalHandler.NoBridge)
            : validator.FirstFault(operation);
}
