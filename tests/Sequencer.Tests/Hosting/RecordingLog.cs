using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Tests.Hosting;

/// <summary>Keeps what was logged.</summary>
public sealed class RecordingLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Event, string Text)> _lines = new();

    public IReadOnlyCollection<(LogLevel Level, EventId Event, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(RecordingLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue((logLevel, eventId, formatter(state, exception) + exception));
    }
}
