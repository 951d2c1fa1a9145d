namespace Rollup.Protocol.Events;

/// <summary>An operation was refused. Lives in the stream `rejections`, which no state depends on.</summary>
/// <param name="Expected">What would have been accepted: at most 256 printable ASCII characters without quotes and backslashes.</param>
public sealed record OperationRejected(AcceptedAt At, OperationId OperationId, RefusalReason Reason, string? Expected) : RollupEvent(At)
{
    public const string TypeName = "OperationRejected";

    public override string Type => TypeName;
}
