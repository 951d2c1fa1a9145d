using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>One open subscription: pulls items and puts them into its connection's queue, as fast as the caller reads.</summary>
internal sealed class Subscription(
    ulong id, ISubscriptionFeed feed, IOutbound outbound, CancellationTokenSource cancellation, Action<Subscription> onEnded, RpcContext context, ILogger log)
    : IFollowsAnswer
{
    private int _isEnded;

    public ulong Id => id;

    /// <summary>Starts the notifications; the caller knows the subscription's id by then.</summary>
    public void OnAnswered() => _ = PumpAsync();

    public void Cancel() => cancellation.Cancel();

    private async Task PumpAsync()
    {
        RpcError? end = RpcError.Unavailable("ended", "The source has ended; subscribe again.");
        try
        {
            while (await feed.MoveNextAsync())
            {
                await outbound.WaitForRoomAsync(cancellation.Token);
                outbound.Enqueue(Notification(item: true, error: null));
            }
        }
        catch (OperationCanceledException)
        {
            // Unsubscribed, or the connection ends: nobody is left to tell.
            end = cancellation.IsCancellationRequested ? null : end;
        }
#pragma warning disable CA1031 // whatever a source throws ends this subscription only, and is recorded as our bug
        catch (Exception failure)
#pragma warning restore CA1031
        {
            RpcLog.SubscriptionFailed(log, failure, context.RequestId, id);
            end = RpcError.Internal(context.RequestId);
        }

        await EndAsync(end);
    }

    private async Task EndAsync(RpcError? end)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1)
        {
            return;
        }

        onEnded(this);
        if (end is not null)
        {
            outbound.Enqueue(Notification(item: false, end));
        }

        await feed.DisposeAsync();
        cancellation.Dispose();
    }

    private MessageBuffer Notification(bool item, RpcError? error)
    {
        MessageBuffer message = MessageBuffer.Rent();
        message.Json.WriteStartObject();
        message.Json.WriteString("jsonrpc"u8, "2.0"u8);
        message.Json.WriteString("method"u8, "rollup_subscription"u8);
        message.Json.WriteStartObject("params"u8);
        message.Json.WritePropertyName("subscription"u8);
        SubscriptionId.Number.Write(message.Json, id);
        if (item)
        {
            message.Json.WritePropertyName("sequence"u8);
            SubscriptionId.Number.Write(message.Json, feed.Sequence);
            message.Json.WritePropertyName("result"u8);
            feed.WriteItem(message.Json);
        }

        if (error is not null)
        {
            message.Json.WritePropertyName("error"u8);
            error.Write(message.Json);
        }

        message.Json.WriteEndObject();
        message.Json.WriteEndObject();
        message.EndValue();
        return message;
    }
}
