namespace Rollup.Protocol.Events;

/// <summary>The log holds something that this program cannot read: damage, or a format of another release.</summary>
public sealed class EventFormatException(string message) : Exception(message);
