namespace Rollup.EventLog.Tests;

public sealed class InMemoryEventLogConformance : EventLogConformance
{
    protected override Task<IEventLog> CreateAsync() => Task.FromResult<IEventLog>(new InMemoryEventLog());
}

/// <summary>On the real disk, with segments small enough that the suite rolls over several.</summary>
public sealed class EmbeddedEventLogConformance : EventLogConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    protected override async Task<IEventLog> CreateAsync()
        => await EmbeddedEventLog.OpenAsync(new EmbeddedLogOptions(_directory.Path, "conformance") { SegmentBytes = 1_100_000 });

    public void Dispose() => _directory.Dispose();
}
