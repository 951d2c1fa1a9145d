namespace Rollup.EventLog.Tests.Crashes;

/// <summary>An append of the workload.</summary>
internal sealed record PlannedAppend(string Stream, NewEvent[] Events);

/// <summary>What the appender has been told, against which a recovered log is held.</summary>
internal sealed class CrashLedger
{
    private readonly Dictionary<string, List<NewEvent>> _confirmed = [];
    private IReadOnlyList<PlannedAppend> _inFlight = [];

    public IEnumerable<string> Streams => _confirmed.Keys;

    public long Revision(string stream) => Confirmed(stream).Count - 1;

    /// <summary>The appends that go into one group.</summary>
    public void Begin(IReadOnlyList<PlannedAppend> group) => _inFlight = group;

    public void ConfirmInFlight()
    {
        foreach (PlannedAppend append in _inFlight)
        {
            Confirmed(append.Stream).AddRange(append.Events);
        }

        _inFlight = [];
    }

    /// <summary>
    /// Checks a log found after a crash: nothing confirmed is missing, and the group under way is there as a whole or not at all.
    /// From then on what is there counts as confirmed, for somebody has seen it.
    /// </summary>
    public async Task CheckAsync(IEventReader log)
    {
        string[] streams = [.. Streams.Union(_inFlight.Select(append => append.Stream)).Order(StringComparer.Ordinal)];
        var surplus = new Dictionary<string, int>();
        foreach (string stream in streams)
        {
            NewEvent[] expected = [.. Confirmed(stream), .. _inFlight.Where(append => append.Stream == stream).SelectMany(append => append.Events)];
            List<RecordedEvent> found = await log.ReadAll(stream);
            int confirmed = Confirmed(stream).Count;
            if (found.Count < confirmed)
            {
                throw new LostEventException($"{stream} has {found.Count} events, {confirmed} were confirmed");
            }

            Assert.True(found.Count <= expected.Length, $"{stream} has {found.Count} events, at most {expected.Length} were appended");
            for (int i = 0; i < found.Count; i++)
            {
                TestEvents.AssertEqual(expected[i], stream, i, found[i]);
            }

            Assert.Equal(found.Count - 1, await log.GetRevisionAsync(stream));
            surplus[stream] = found.Count - confirmed;
        }

        CheckWhole(surplus);
    }

    private void CheckWhole(Dictionary<string, int> surplus)
    {
        int inFlight = _inFlight.Sum(append => append.Events.Length);
        int found = surplus.Values.Sum();
        Assert.True(found == 0 || found == inFlight, $"{found} of the {inFlight} events of one group are there");
        if (found > 0)
        {
            ConfirmInFlight();
        }

        _inFlight = [];
    }

    private List<NewEvent> Confirmed(string stream)
    {
        if (!_confirmed.TryGetValue(stream, out List<NewEvent>? events))
        {
            _confirmed.Add(stream, events = []);
        }

        return events;
    }
}

/// <summary>The failure that all of this exists to exclude.</summary>
internal sealed class LostEventException(string message) : Exception(message);
