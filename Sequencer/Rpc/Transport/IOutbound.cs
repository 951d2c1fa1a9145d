namespace Rollup.Sequencer.Rpc;

/// <summary>What a connection still has to send.</summary>
internal interface IOutbound
{
    /// <summary>Hands a message over; the connection returns its buffer.</summary>
    void Enqueue(MessageBuffer message);

    /// <summary>Waits while the caller is too far behind.</summary>
    /// <exception cref="OperationCanceledException">The connection ends, because the caller took nothing for too long or otherwise.</exception>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);
}
