namespace Rollup.EventLog.Marks;

/// <summary>What <see cref="HighWaterMark.Advance"/> answers. Only after the first two may a signature leave.</summary>
public enum MarkAdvance
{
    /// <summary>The number is new, and its record is on stable storage.</summary>
    Recorded,

    /// <summary>The same number with the same hash was recorded before.</summary>
    AlreadyRecorded,

    /// <summary>A higher number was recorded before: this process works on an old history.</summary>
    RefusedAsOlder,

    /// <summary>The same number was recorded with another hash: signing would give two histories.</summary>
    RefusedAsOther,
}
