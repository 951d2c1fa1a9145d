using System.Net.WebSockets;
using System.Threading.Channels;

namespace Rollup.Sequencer.Rpc;

/// <summary>What one WebSocket connection still has to send, in order, by one sender.</summary>
/// <remarks>
/// Whoever fills it (the reader of requests, subscriptions) waits for room first, so it holds at most
/// <see cref="RpcLimits.UnreadBytes"/> and the answers of the requests in flight. A caller that takes nothing while it is
/// full is dropped: nothing else of the server waits for it.
/// </remarks>
internal sealed class OutboundQueue(WebSocket socket, RpcLimits limits, TimeProvider time, Action<long> onStalled) : IOutbound
{
    private readonly Channel<MessageBuffer> _messages = Channel.CreateUnbounded<MessageBuffer>(new() { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private long _unreadBytes;

    public void Enqueue(MessageBuffer message)
    {
        Interlocked.Add(ref _unreadBytes, message.Count);
        if (!_messages.Writer.TryWrite(message))
        {
            // The connection is closing; nobody will read this.
            message.Return();
        }
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) =>
        HasRoom ? ValueTask.CompletedTask : new ValueTask(WaitAsync(cancellationToken));

    /// <summary>Takes no further messages; those in the queue are still sent.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    /// <summary>Sends until <see cref="Complete"/>.</summary>
    /// <param name="discard">Cancelled when what is left need not be sent any more.</param>
    public async Task SendAllAsync(CancellationToken discard)
    {
        try
        {
            await foreach (MessageBuffer message in _messages.Reader.ReadAllAsync(CancellationToken.None))
            {
                await SendAsync(message, discard);
            }
        }
        finally
        {
            Complete();
            while (_messages.Reader.TryRead(out MessageBuffer? unsent))
            {
                unsent.Return();
            }
        }
    }

    private bool HasRoom => Interlocked.Read(ref _unreadBytes) < limits.UnreadBytes;

    private async ValueTask SendAsync(MessageBuffer message, CancellationToken discard)
    {
        int count = message.Count;
        try
        {
            if (!discard.IsCancellationRequested)
            {
                // Never cancelled itself: a WebSocket whose send is cancelled is aborted, and could not be closed with a code.
                await socket.SendAsync(message.Written, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        finally
        {
            message.Return();
            Interlocked.Add(ref _unreadBytes, -count);
            SignalRoom();
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (MustWait(out Task room))
        {
            try
            {
                await room.WaitAsync(limits.UnreadGrace, time, cancellationToken);
            }
            catch (TimeoutException stalled)
            {
                onStalled(Interlocked.Read(ref _unreadBytes));
                throw new OperationCanceledException($"the reader took nothing for {limits.UnreadGrace}", stalled);
            }
        }
    }

    /// <param name="room">Completes when there may be room.</param>
    private bool MustWait(out Task room)
    {
        lock (_gate)
        {
            if (HasRoom)
            {
                room = Task.CompletedTask;
                return false;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
            return true;
        }
    }

    private void SignalRoom()
    {
        // Under the lock, so that it cannot fall between a waiter's look and its wait.
        lock (_gate)
        {
            if (HasRoom)
            {
                _room?.TrySetResult();
                _room = null;
            }
        }
    }
}
