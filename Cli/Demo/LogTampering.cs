using System.Text;
using Rollup.Auditor;
using Rollup.Auditor.Sources;
using Rollup.EventLog;
using Rollup.Protocol;

namespace Rollup.Cli.Demo;

/// <summary>Flips one byte of an event in a copy of the log, and lets the audit find it.</summary>
internal static class LogTampering
{
    /// <returns>True when the audit names the event whose byte was flipped.</returns>
    public static async Task<bool> IsDetectedAsync(string logDirectory, string copy, ChainContext chain, CancellationToken cancellationToken)
    {
        CopyDirectory(logDirectory, copy);
        long sequence = await FlipAsync(logDirectory, copy, cancellationToken);
        try
        {
            await using LogAuditSource source = new(await EmbeddedEventLog.OpenReadOnlyAsync(copy, cancellationToken), copy);
            AuditResult result = await Audit.RunAsync(source, new AuditOptions(chain, [], null), cancellationToken: cancellationToken);
            return result.Report.FirstBadEvent?.Sequence == sequence;
        }
        catch (EventLogDamagedException damage)
        {
            return damage.Position == sequence; // a node keeps one stream, so the log-wide number is the event's
        }
    }

    /// <summary>Changes a letter in the middle event's operation id.</summary>
    private static async Task<long> FlipAsync(string logDirectory, string copy, CancellationToken cancellationToken)
    {
        await using ReadOnlyEventLog log = await EmbeddedEventLog.OpenReadOnlyAsync(logDirectory, cancellationToken);
        long middle = await log.GetRevisionAsync(LogAuditSource.OperationsStream, cancellationToken) / 2;
        RecordedEvent @event = await log.ReadAsync(LogAuditSource.OperationsStream, middle, ReadDirection.Forwards, 1, cancellationToken)
            .FirstAsync(cancellationToken);

        foreach (string file in Directory.EnumerateFiles(copy).Order(StringComparer.Ordinal))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            int start = bytes.AsSpan().IndexOf(@event.Data.Span);
            if (start >= 0)
            {
                int place = start + Encoding.ASCII.GetString(@event.Data.Span).LastIndexOf("0x", StringComparison.Ordinal) + 10;
                bytes[place] ^= 1;
                await File.WriteAllBytesAsync(file, bytes, cancellationToken);
                return middle;
            }
        }

        throw new InvalidOperationException($"Event {middle} stands in no file of {copy}.");
    }

    private static void CopyDirectory(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
