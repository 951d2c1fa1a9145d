namespace Rollup.Sequencer;

/// <summary>Why a sequencer stopped, or would not start.</summary>
public enum HaltReason
{
    /// <summary>Somebody else appended to the stream: two writers would make two histories.</summary>
    AnotherWriter,

    /// <summary>The log failed in a way that leaves no safe next step.</summary>
    LogBroken,

    /// <summary>The log, a snapshot and the high-water mark do not tell one story.</summary>
    Damaged,

    /// <summary>The configuration cannot be run.</summary>
    Misconfigured,

    /// <summary>A bug of ours.</summary>
    Internal,
}

/// <summary>The sequencer must not go on: it never guesses and never continues on a wrong state.</summary>
public sealed class SequencerHaltException(HaltReason reason, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public HaltReason Reason { get; } = reason;

    /// <summary>The process's exit code (sysexits).</summary>
    public int ExitCode => Reason switch
    {
        HaltReason.AnotherWriter => 75,
        HaltReason.LogBroken => 74,
        HaltReason.Damaged => 65,
        HaltReason.Misconfigured => 78,
        HaltReason.Internal => 70,
        _ => throw new InvalidOperationException($"No exit code for {Reason}."),
    };
}
