using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Rollup.Sequencer.Hosting;

/// <summary>Lines for people on a terminal: time, level, message, and the exception below.</summary>
public sealed class TextLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "rollup-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = LogLine.From(logEntry, scopeProvider);
        textWriter.Write($"{time.GetLocalNow():HH:mm:ss.fff} {LevelOf(logEntry.LogLevel)} {line.Message}\n");
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(exception);
            textWriter.Write('\n');
        }
    }

    /// <summary>Of one width, so that messages stand below each other; information, the usual case, needs no word.</summary>
    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "    ",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "FAIL",
        _ => "CRIT",
    };
}
