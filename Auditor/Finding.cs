namespace Rollup.Auditor;

/// <summary>The first thing that is wrong with a log.</summary>
/// <param name="Sequence">Number of the event at fault.</param>
/// <param name="EventType">Its type as stored; empty when the event cannot be read at all.</param>
/// <param name="Problem">What was checked and failed.</param>
public sealed record Finding(long Sequence, string EventType, string Problem, string Expected, string Found)
{
    public override string ToString() => $"event {Sequence}{(EventType.Length == 0 ? "" : $" ({EventType})")}: {Problem}; expected {Expected}, found {Found}";
}

/// <summary>Carries a finding out of the check that made it.</summary>
internal sealed class FindingException(string problem, string expected, string found) : Exception(problem)
{
    public Finding At(long sequence, string eventType) => new(sequence, eventType, Message, expected, found);
}
