namespace Rollup.Cli.Output;

/// <summary>Ends a command with a message for its user and an exit code; never used for bugs of ours.</summary>
public sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
