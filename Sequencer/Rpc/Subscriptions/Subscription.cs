using Microsoft.Extensions.Logging;

namespace Rollup.Sequencer.Rpc;

/// <summary>One open subscription: pulls items and puts them into its connection's queue, as fast as the caller reads.</summary>
internal sealed class Subscription(
    ulong id, ISubscriptionFeed feed, IOutbound outbound, CancellationTokenSource cancellation, Action<Subscription> onEnded, RpcContext context, ILogger log)
    : IFollowsAnswer
{
    private static readonly RpcError Ended = RpcError.Unavailable("ended", "The source has ended; subscribe again.");

    private readonly Lock _gate = new();
    private bool _isEnded;

    public ulong Id => id;

    /// <summary>Starts the notifications; the caller knows the subscription's id by then.</summary>
    public void OnAnswered() => _ = RunAsync();

    public void Cancel()
    {
        lock (_gate)
        {
            if (!_isEnded)
            {
                cancellation.Cancel();
            }
        }
    }

    private async Task RunAsync()
    {
        RpcError? end;
        try
        {
            await using (feed)
            {
                await PumpAsync();
            }

            end = Ended;
        }
        catch (OperationCanceledException)
        {
            // Unsubscribed, or the connection ends: nobody is left to tell.
            end = cancellation.IsCancellationRequested ? null : Ended;
        }
#pragma warning disable CA1031 // whatever a source throws ends this subscription only, and is recorded as our bug
        catch (Exception failure)
#pragma warning restore CA1031
        {
            RpcLog.SubscriptionFailed(log, failure, context.RequestId, id);
            end = RpcError.Internal(context.RequestId);
        }

        End();
        if (end is not null)
        {
            outbound.Enqueue(Notification(item: false, end));
        }
    }

    private async Task PumpAsync()
    {
        while (await feed.MoveNextAsync())
        {
            await outbound.WaitForRoomAsync(cancellation.Token);
            outbound.Enqueue(Notification(item: true, error: null));
        }
    }

    private void End()
    {
        onEnded(this);
        lock (_gate)
        {
            _isEnded = true;
            cancellation.Dispose();
        }
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
