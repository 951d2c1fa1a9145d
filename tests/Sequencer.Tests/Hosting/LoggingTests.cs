using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Tests.Rpc;

namespace Rollup.Sequencer.Tests.Hosting;

public sealed class LoggingTests : IDisposable
{
    private readonly StringWriter _text = new();
    private readonly LoggerExternalScopeProvider _scopes = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    [Trait("Plan", "O08")]
    public void A_line_is_one_json_object_with_event_name_values_and_request_id()
    {
        using (_scopes.Push(new[] { new KeyValuePair<string, object?>("requestId", "r-1") }))
        {
            Log(new JsonLineFormatter(new FixedTime()), log => log.LogWarning(new EventId(7, "BatchSealed"), "Batch {Number} has {Count} operations\nand {Amount}", 5, 3, ulong.MaxValue));
        }

        string line = _text.ToString();
        Assert.Equal(1, line.Count(c => c == '\n'));
        JsonElement json = ToyServer.Json(System.Text.Encoding.UTF8.GetBytes(line));
        Assert.Equal("2026-01-02T03:04:05.678000Z", json.GetProperty("time").GetString());
        Assert.Equal("warning", json.GetProperty("level").GetString());
        Assert.Equal("BatchSealed", json.GetProperty("event").GetString());
        Assert.Equal("Rollup.Tests", json.GetProperty("source").GetString());
        Assert.Equal("Batch 5 has 3 operations\nand 18446744073709551615", json.GetProperty("message").GetString());
        Assert.Equal("""{"Number":5,"Count":3,"Amount":"18446744073709551615","requestId":"r-1"}""", json.GetProperty("values").GetRawText());
    }

    [Fact]
    [Trait("Plan", "O08")]
    public void An_exception_stays_on_the_line()
    {
        Log(new JsonLineFormatter(new FixedTime()), log => log.LogError(new InvalidOperationException("one\ntwo"), "Failed"));

        string line = _text.ToString();
        Assert.Equal(1, line.Count(c => c == '\n'));
        JsonElement exception = ToyServer.Json(System.Text.Encoding.UTF8.GetBytes(line)).GetProperty("exception");
        Assert.Equal("System.InvalidOperationException", exception.GetProperty("type").GetString());
        Assert.Equal("one\ntwo", exception.GetProperty("message").GetString());
    }

    [Theory]
    [Trait("Plan", "Y01")]
    [InlineData("Passphrase")]
    [InlineData("signingKey")]
    [InlineData("L1PrivateKey")]
    [InlineData("WalletSeed")]
    public void A_value_with_a_secrets_name_is_hidden_in_both_forms(string name)
    {
        const string Canary = "canary-4711";
        foreach (ConsoleFormatter formatter in new ConsoleFormatter[] { new JsonLineFormatter(new FixedTime()), new TextLineFormatter(new FixedTime()) })
        {
            using (_scopes.Push(new[] { new KeyValuePair<string, object?>(name, Canary) }))
            {
#pragma warning disable CA2254 // the template varies with the name under test
                Log(formatter, log => log.LogInformation("Loaded {" + name + "} of {Owner}", Canary, "alice"));
#pragma warning restore CA2254
            }
        }

        Assert.DoesNotContain(Canary, _text.ToString());
        Assert.Contains($"Loaded {{{name}}} of {{Owner}}", _text.ToString());
        Assert.Contains("\"Owner\":\"alice\"", _text.ToString());
    }

    [Fact]
    public void A_line_for_people_is_short()
    {
        Log(new TextLineFormatter(new FixedTime()), log => log.LogInformation("Listening on {Endpoint}", "127.0.0.1:8745"));

        Assert.Equal("03:04:05.678      Listening on 127.0.0.1:8745\n", _text.ToString());
    }

    [Fact]
    public void The_console_takes_the_form_that_fits()
    {
        using ILoggerFactory forPrograms = LoggerFactory.Create(logging => logging.AddRollupConsole(terminal: false, TimeProvider.System));
        ILogger log = forPrograms.CreateLogger("Rollup.Tests");

        Assert.True(log.IsEnabled(LogLevel.Information));
        Assert.False(log.IsEnabled(LogLevel.Debug));
        Assert.False(forPrograms.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").IsEnabled(LogLevel.Information));
    }

    private void Log(ConsoleFormatter formatter, Action<ILogger> write) => write(new FormattingLogger(formatter, _scopes, _text));

    private sealed class FormattingLogger(ConsoleFormatter formatter, IExternalScopeProvider scopes, TextWriter text) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            formatter.Write(new LogEntry<TState>(logLevel, "Rollup.Tests", eventId, state, exception, format), scopes, text);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    }
}
