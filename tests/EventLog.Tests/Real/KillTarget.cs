using System.Globalization;

namespace Rollup.EventLog.Tests.Real;

/// <summary>
/// Appends to several streams as fast as it can, and prints a line for each confirmed append: stream and revision. Runs until
/// it is killed.
/// </summary>
internal static class KillTarget
{
    public const string Verb = "kill-target";

    public static readonly string[] Streams = ["operations", "proofs", "l1"];

    public static EmbeddedLogOptions Options(string directory)
        => new(directory, "kill") { SegmentBytes = 256 * 1024, MaxAppendBytes = 128 * 1024, MaxGroupBytes = 200 * 1024 };

    public static async Task<int> RunAsync(string directory)
    {
        EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(Options(directory));
        Stream output = Console.OpenStandardOutput();
        await Task.WhenAll(Streams.Select(stream => AppendForever(log, stream, output)));
        return 1;
    }

    /// <summary>The events of the append that starts at a revision: count and sizes follow from it.</summary>
    public static NewEvent[] Events(string stream, long firstRevision)
    {
        var random = new Random((int)firstRevision);
        return TestEvents.Make(stream, firstRevision, random.Next(1, 20), random.Next(1500), seed: 0);
    }

    private static async Task AppendForever(EmbeddedEventLog log, string stream, Stream output)
    {
        await Task.Yield();
        long revision = await log.GetRevisionAsync(stream);
        while (true)
        {
            AppendResult result = await log.AppendAsync(stream, revision, Events(stream, revision + 1));
            revision = ((Appended)result).Revision;

            // One write call: a line is there whole or not at all.
            byte[] line = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{stream} {revision}\n"));
            lock (output)
            {
                output.Write(line);
                output.Flush();
            }
        }
    }
}
