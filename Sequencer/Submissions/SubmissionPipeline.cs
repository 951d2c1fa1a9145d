using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rollup.Protocol;
using Rollup.Sequencer.Fees;

namespace Rollup.Sequencer.Submissions;

/// <summary>Commands, their validators and their handlers, each named: nothing is found by scanning.</summary>
internal static class SubmissionPipeline
{
    public static ServiceProvider Build(OperationIntake intake, FeeSchedule fees, AcceptedKinds accepted)
    {
        var services = new ServiceCollection();
        services.AddSingleton(intake).AddSingleton(fees).AddSingleton(accepted);
        services.AddSingleton<IValidator<SignedOperation>, SignedOperationValidator>();
        services.AddSingleton<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddSingleton<IMediator, Mediator>();
        AddCommand<SubmitTransfer, SubmissionResult, SubmitTransferValidator, SubmitTransferHandler>(services);
        AddCommand<SubmitWithdrawal, SubmissionResult, SubmitWithdrawalValidator, SubmitWithdrawalHandler>(services);
        AddCommand<CreditFromFaucet, SubmissionResult, CreditFromFaucetValidator, CreditFromFaucetHandler>(services);
        AddCommand<SubmitBatch, BatchSubmissionResult, SubmitBatchValidator, SubmitBatchHandler>(services);
        return services.BuildServiceProvider();
    }

    private static void AddCommand<TCommand, TResult, TValidator, THandler>(IServiceCollection services)
        where TCommand : IRequest<TResult>
        where TResult : IValidated<TResult>
        where TValidator : class, IValidator<TCommand>
        where THandler : class, IRequestHandler<TCommand, TResult>
    {
        services.AddSingleton<IValidator<TCommand>, TValidator>();
        services.AddSingleton<IPipelineBehavior<TCommand, TResult>, ValidationBehaviour<TCommand, TResult>>();
        services.AddSingleton<IRequestHandler<TCommand, TResult>, THandler>();
    }
}
