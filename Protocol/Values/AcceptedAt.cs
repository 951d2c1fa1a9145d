using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>When the Sequencer accepted something, in milliseconds since the Unix epoch. Text form: decimal.</summary>
/// <remarks>Read from a clock once, before the event is written; afterwards it is data. Rules use <see cref="UnixSeconds"/>.</remarks>
public readonly record struct AcceptedAt(ulong UnixMilliseconds) : IComparable<AcceptedAt>
{
    /// <summary>Whole seconds, rounded down.</summary>
    public ulong UnixSeconds => UnixMilliseconds / 1000;

    /// <summary>The largest value whose seconds are within <see cref="ProtocolLimits.MaxTimestamp"/>.</summary>
    public static AcceptedAt Max => new(ProtocolLimits.MaxTimestamp * 1000 + 999);

    /// <summary>Times before 1970 become 0.</summary>
    public static AcceptedAt From(DateTimeOffset time) => new((ulong)Math.Max(0, time.ToUnixTimeMilliseconds()));

    public static AcceptedAt FromSeconds(ulong unixSeconds) => new(checked(unixSeconds * 1000));

    public int CompareTo(AcceptedAt other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    public static bool operator <(AcceptedAt left, AcceptedAt right) => left.UnixMilliseconds < right.UnixMilliseconds;

    public static bool operator >(AcceptedAt left, AcceptedAt right) => left.UnixMilliseconds > right.UnixMilliseconds;

    public static bool operator <=(AcceptedAt left, AcceptedAt right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    public static bool operator >=(AcceptedAt left, AcceptedAt right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    public override string ToString() => Decimals.Format(UnixMilliseconds);
}
