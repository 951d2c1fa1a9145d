using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Rollup.Sequencer.Hosting;

/// <summary>How a long-running command logs: on standard error, JSON lines for programs, plain lines for a terminal.</summary>
public static class RollupLogging
{
    /// <summary>Lines that may wait for a slow reader of standard error; beyond it, lines are dropped and their number is written.</summary>
    private const int MaxWaitingLines = 10_000;

    /// <param name="terminal">True writes for people.</param>
    public static ILoggingBuilder AddRollupConsole(this ILoggingBuilder logging, bool terminal, TimeProvider time, LogLevel minimum = LogLevel.Information)
    {
        logging.Services.AddSingleton<ConsoleFormatter>(new JsonLineFormatter(time));
        logging.Services.AddSingleton<ConsoleFormatter>(new TextLineFormatter(time));
        logging.AddConsole(console =>
        {
            console.FormatterName = terminal ? TextLineFormatter.FormatterName : JsonLineFormatter.FormatterName;

            // Standard output belongs to a command's result.
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // A log that nobody reads must not stop the node.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = MaxWaitingLines;
        });
        return logging.SetMinimumLevel(minimum).AddFilter("Microsoft", LogLevel.Warning);
    }
}
