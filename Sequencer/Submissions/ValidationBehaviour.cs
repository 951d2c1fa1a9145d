using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Rollup.Protocol;

namespace Rollup.Sequencer.Submissions;

/// <summary>An answer that can say that the command was not valid.</summary>
public interface IValidated<out TSelf>
{
    /// <param name="fault">A <see cref="Refused"/> where a rule of the protocol is broken, else a <see cref="Malformed"/>.</param>
    static abstract TSelf Invalid(SubmissionResult fault);
}

/// <summary>Checks what needs no state before the command is worth a signature check: bad input never gets further.</summary>
internal sealed class ValidationBehaviour<TCommand, TResult>(IEnumerable<IValidator<TCommand>> validators)
    : IPipelineBehavior<TCommand, TResult>
    where TCommand : IRequest<TResult>
    where TResult : IValidated<TResult>
{
    public Task<TResult> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        foreach (IValidator<TCommand> validator in validators)
        {
            if (validator.FirstFault(request) is { } fault)
            {
                return Task.FromResult(TResult.Invalid(fault));
            }
        }

        return next();
    }
}

internal static class ValidationExtensions
{
    /// <summary>The first broken rule, or null.</summary>
    public static SubmissionResult? FirstFault<T>(this IValidator<T> validator, T value)
    {
        ValidationResult result = validator.Validate(value);
        if (result.IsValid)
        {
            return null;
        }

        ValidationFailure failure = result.Errors[0];
        return failure.CustomState is Refusal refusal
            ? new Refused(refusal)
            : new Malformed(failure.PropertyName, failure.ErrorMessage);
    }
}
