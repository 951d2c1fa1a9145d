namespace Rollup.Protocol.Events;

/// <summary>Something that happened, as the log keeps it.</summary>
/// <param name="At">When the Sequencer decided it.</param>
public abstract record RollupEvent(AcceptedAt At)
{
    /// <summary>The type's name in the log.</summary>
    public abstract string Type { get; }
}

/// <summary>An operation that changed the state.</summary>
public abstract record OperationEvent(AcceptedAt At) : RollupEvent(At)
{
    public abstract Operation Operation { get; }

    /// <summary>The id of a signed operation; <see cref="OperationId.None"/> otherwise.</summary>
    public virtual OperationId Id => OperationId.None;
}
