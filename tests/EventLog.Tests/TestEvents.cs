using System.Buffers.Binary;
using System.Text;

namespace Rollup.EventLog.Tests;

/// <summary>Events whose every byte follows from stream, revision and seed, so that a read can be checked without a copy.</summary>
internal static class TestEvents
{
    public static readonly string[] Types = ["TransferAccepted", "BatchSealed", "FeesCollected"];

    public static NewEvent Make(string stream, long revision, int dataBytes = 40, int seed = 0)
    {
        byte[] data = new byte[dataBytes];
        var random = new Random(HashCode(stream, revision, seed));
        random.NextBytes(data);
        byte[] metadata = Encoding.ASCII.GetBytes($"{{\"revision\":\"{revision}\"}}");
        return new NewEvent(Id(stream, revision, seed), Types[revision % Types.Length], data, metadata);
    }

    public static NewEvent[] Make(string stream, long firstRevision, int count, int dataBytes, int seed)
        => [.. Enumerable.Range(0, count).Select(i => Make(stream, firstRevision + i, dataBytes, seed))];

    public static Guid Id(string stream, long revision, int seed)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, revision);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], seed);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], HashCode(stream, 0, 0));
        return new Guid(bytes, bigEndian: true);
    }

    public static void AssertEqual(NewEvent expected, string stream, long revision, RecordedEvent actual)
    {
        Assert.Equal((stream, revision, expected.Id, expected.Type), (actual.Stream, actual.Revision, actual.Id, actual.Type));
        Assert.True(expected.Data.Span.SequenceEqual(actual.Data.Span), $"data of {stream}@{revision}");
        Assert.True(expected.Metadata.Span.SequenceEqual(actual.Metadata.Span), $"metadata of {stream}@{revision}");
    }

    public static async Task<List<RecordedEvent>> ReadAll(
        this IEventReader log, string stream, long from = 0, ReadDirection direction = ReadDirection.Forwards, long max = long.MaxValue)
    {
        var events = new List<RecordedEvent>();
        await foreach (RecordedEvent e in log.ReadAsync(stream, from, direction, max))
        {
            events.Add(e);
        }

        return events;
    }

    /// <summary>Appends <paramref name="count"/> made-up events at the stream's end, all in one append.</summary>
    public static async Task<long> Fill(this IEventLog log, string stream, int count, int dataBytes = 40, int seed = 0)
    {
        long revision = await log.GetRevisionAsync(stream);
        AppendResult result = await log.AppendAsync(stream, revision, Make(stream, revision + 1, count, dataBytes, seed));
        return Assert.IsType<Appended>(result).Revision;
    }

    // string.GetHashCode differs from run to run.
    private static int HashCode(string stream, long revision, int seed)
        => unchecked((stream.Aggregate(17, (hash, c) => (hash * 31) + c) * 31 + (int)revision) * 31 + seed);
}
