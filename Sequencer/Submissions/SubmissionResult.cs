using Rollup.Protocol;

namespace Rollup.Sequencer.Submissions;

/// <summary>What became of a submitted operation.</summary>
public abstract record SubmissionResult : IValidated<SubmissionResult>
{
    private protected SubmissionResult()
    {
    }

    public static SubmissionResult Invalid(SubmissionResult fault) => fault;
}

/// <summary>The operation is on stable storage, and this is the promise.</summary>
/// <param name="Repeated">True when it had been accepted before: the receipt is the first one again.</param>
public sealed record Confirmed(Receipt Receipt, bool Repeated) : SubmissionResult;

/// <summary>A rule of the protocol forbids it. Nothing changed.</summary>
public sealed record Refused(Refusal Refusal) : SubmissionResult;

/// <summary>A field is not of the form that the command needs. Nothing changed.</summary>
/// <param name="Field">The field's name as callers write it.</param>
/// <param name="Expected">Completes "must be …".</param>
public sealed record Malformed(string Field, string Expected) : SubmissionResult;

/// <summary>As many operations as fit are waiting. Nothing changed.</summary>
public sealed record Overloaded(int Capacity, TimeSpan RetryAfter) : SubmissionResult;

/// <summary>Not now.</summary>
/// <param name="Reason">A word of a closed list: <see cref="UnavailableReasons"/>.</param>
public sealed record Unavailable(string Reason, string Message) : SubmissionResult;

/// <summary>This sequencer does not take operations of this kind.</summary>
public sealed record NotSupported(string Message) : SubmissionResult;

/// <summary>The words of <see cref="Unavailable.Reason"/>.</summary>
public static class UnavailableReasons
{
    /// <summary>The node is closing. Whether an operation under way was accepted shows when it is sent again.</summary>
    public const string ShuttingDown = "shutting_down";

    /// <summary>The log takes nothing now (disk full). The operation was not accepted.</summary>
    public const string LogFull = "log_not_writable";

    /// <summary>The writer stopped for good; the process is about to end.</summary>
    public const string Stopped = "stopped";
}
