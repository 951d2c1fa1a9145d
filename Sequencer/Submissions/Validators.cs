using FluentValidation;
using Rollup.Protocol;
using Rollup.Sequencer.Fees;

namespace Rollup.Sequencer.Submissions;

/// <summary>What can be said against a signed operation without looking at any account.</summary>
internal sealed class SignedOperationValidator : AbstractValidator<SignedOperation>
{
    public SignedOperationValidator(FeeSchedule fees)
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(o => o.Intent).Refuse(intent => intent.CheckShape());
        RuleFor(o => o.Intent.Sender).Refuse(leaf => leaf.IsReserved
            ? new(RefusalReason.UnknownAccount, "Leaf 0 is reserved and holds no account.", "at least 1")
            : null);
        RuleFor(o => o.Intent.Token).Refuse(fees.CheckToken);

        // The least that any operation of its kind costs; the writer, who knows whether a leaf opens, checks the rest.
        RuleFor(o => o).Refuse(o => fees.Check(o, opens: false));
    }
}

internal sealed class SubmitTransferValidator : AbstractValidator<SubmitTransfer>
{
    public SubmitTransferValidator(IValidator<SignedOperation> operation) => RuleFor(c => c.Operation).SetValidator(operation);
}

internal sealed class SubmitWithdrawalValidator : AbstractValidator<SubmitWithdrawal>
{
    public SubmitWithdrawalValidator(IValidator<SignedOperation> operation) => RuleFor(c => c.Operation).SetValidator(operation);
}

/// <summary>Looks at the batch as a whole; its operations are answered one by one.</summary>
internal sealed class SubmitBatchValidator : AbstractValidator<SubmitBatch>
{
    public SubmitBatchValidator() => RuleFor(c => c.Operations.Count)
        .InclusiveBetween(1, SubmitBatch.MaxOperations)
        .OverridePropertyName("operations")
        .WithMessage($"an array of 1 to {SubmitBatch.MaxOperations} operations");
}

internal sealed class CreditFromFaucetValidator : AbstractValidator<CreditFromFaucet>
{
    public CreditFromFaucetValidator(FeeSchedule fees)
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(c => c.Token).Refuse(fees.CheckToken);
        RuleFor(c => c.Amount).Refuse(amount => amount switch
        {
            0 => new(RefusalReason.AmountZero, "A deposit must bring something.", "at least 1"),
            > ProtocolLimits.MaxAmount => new(
                RefusalReason.AmountTooLarge, $"The amount {amount} is above the largest one.", $"at most {ProtocolLimits.MaxAmount}"),
            _ => null,
        });
        RuleFor(c => c.Address).Refuse(address => address.IsZero
            ? new(RefusalReason.RecipientZero, "The recipient is zero, which nobody can own.", null)
            : null);
    }
}

internal static class RefusalRules
{
    /// <summary>Fails with the refusal that <paramref name="check"/> gives, if any.</summary>
    public static void Refuse<T, TProperty>(this IRuleBuilder<T, TProperty> rule, Func<TProperty, Refusal?> check) =>
        rule.Custom((value, context) =>
        {
            if (check(value) is { } refusal)
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, refusal.Message) { CustomState = refusal });
            }
        });
}
