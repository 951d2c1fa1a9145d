using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Wallet.Rpc;

/// <summary>A node's methods, typed.</summary>
/// <remarks>Every call may throw <see cref="RpcException"/> (the node refused) and <see cref="RpcConnectionException"/> (no answer).</remarks>
public sealed class RollupClient(IRpcConnection connection) : IAsyncDisposable
{
    /// <summary>Connects by the address's scheme: http and https post each call, ws and wss keep one connection.</summary>
    public static async Task<RollupClient> ConnectAsync(Uri node, CancellationToken cancellationToken = default) =>
        new(node.Scheme is "ws" or "wss" ? await WebSocketRpcConnection.ConnectAsync(node, cancellationToken) : new HttpRpcConnection(node));

    public async Task<NodeInfo> GetInfoAsync(CancellationToken cancellationToken = default)
    {
        JsonElement info = await connection.CallAsync("rollup_getInfo", WriteNothing, cancellationToken);
        PublicKey key = PublicKey.TryParse(info.Text("sequencerKey"), out PublicKey? parsed, out _) ? parsed : throw JsonReading.Unexpected("sequencerKey", "a public key");
        return new(
            new ChainContext(info.Quantity("chainId"), info.Parse<EthereumAddress>("contract", EthereumAddress.TryParse)),
            (uint)info.Number("keyId"), key, new(info.Parse<Crypto.Digest>("genesisRoot", Crypto.Digest.TryParse)),
            info.Text("version"), info.Flag("faucet"), info.Flag("withdrawals"), (int)info.Number("maxBatchCall"));
    }

    public async Task<IReadOnlyList<TokenInfo>> GetTokensAsync(CancellationToken cancellationToken = default)
    {
        JsonElement tokens = await connection.CallAsync("rollup_getTokens", WriteNothing, cancellationToken);
        return [.. tokens.Items().Select(token => new TokenInfo(new((uint)token.Number("token")), token.Text("symbol"), (int)token.Number("decimals")))];
    }

    public async Task<StatusInfo> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        JsonElement status = await connection.CallAsync("rollup_getStatus", WriteNothing, cancellationToken);
        return new(
            status.Number("sequence"), new(status.Quantity("batch")),
            new(status.Parse<Crypto.Digest>("stateRoot", Crypto.Digest.TryParse)), (int)status.Number("openOperations"));
    }

    /// <summary>The least fee of a transfer, in L2 units.</summary>
    /// <param name="recipient">Opening an account costs more; null asks for somebody who has one.</param>
    public async Task<ulong> QuoteTransferAsync(TokenId token, L2Address? recipient, CancellationToken cancellationToken = default)
    {
        JsonElement quote = await connection.CallAsync("rollup_quoteFee", Write, cancellationToken);
        return quote.Quantity("total");

        void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("operation", "transfer");
            json.WriteNumber("token", token.Value);
            if (recipient is { } address)
            {
                json.WriteString("recipientAddress", address.ToString());
            }

            json.WriteEndObject();
        }
    }

    public async Task<IReadOnlyList<AccountInfo>> GetAccountsAsync(L2Address address, CancellationToken cancellationToken = default)
    {
        JsonElement accounts = await connection.CallAsync("rollup_getAccountsByAddress", json => WriteAddress(json, address), cancellationToken);
        return [.. accounts.Items().Select(account => new AccountInfo(
            new((uint)account.Number("leaf")), address, new((uint)account.Number("token")),
            account.Quantity("balance"), account.Quantity("nonce"), account.Quantity("sealedBalance"), account.Quantity("sealedNonce")))];
    }

    /// <summary>Sends a transfer. Sending the same one again is safe: it is answered with its first receipt.</summary>
    public async Task<Receipt> SendAsync(SignedTransfer transfer, CancellationToken cancellationToken = default) =>
        ReadReceipt(await connection.CallAsync("rollup_sendTransfer", json => TransferJson.Write(json, transfer), cancellationToken));

    /// <summary>Credits an address out of nothing; development chains only.</summary>
    public async Task<Receipt> CreditFromFaucetAsync(L2Address address, TokenId token, ulong amount, CancellationToken cancellationToken = default)
    {
        return ReadReceipt(await connection.CallAsync("dev_faucet", Write, cancellationToken));

        void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("address", address.ToString());
            json.WriteNumber("token", token.Value);
            json.WriteString("amount", amount.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
    }

    /// <summary>A signed operation with its receipt; null when the node does not know it.</summary>
    public async Task<(OperationInfo Operation, Receipt Receipt)?> FindOperationAsync(OperationId id, CancellationToken cancellationToken = default)
    {
        try
        {
            JsonElement found = await connection.CallAsync("rollup_getOperation", json => WriteText(json, "operationId", id.ToString()), cancellationToken);
            return (ReadOperation(found.GetProperty("operation")), ReadReceipt(found.GetProperty("receipt")));
        }
        catch (RpcException error) when (error.Code == RpcException.NotFound)
        {
            return null;
        }
    }

    /// <summary>Operations that touched an address, newest first.</summary>
    public async IAsyncEnumerable<OperationInfo> GetHistoryAsync(
        L2Address address, int pageSize = 100, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (string? before = null; ;)
        {
            string? from = before;
            JsonElement page = await connection.CallAsync("rollup_getOperationsByAddress", json => WritePage(json, address, from, pageSize), cancellationToken);
            foreach (JsonElement operation in page.GetProperty("operations").Items())
            {
                yield return ReadOperation(operation);
            }

            if (!page.TryGetProperty("before", out JsonElement next))
            {
                yield break;
            }

            before = next.GetString();
        }
    }

    /// <summary>Raw events from a number on; empty at the end of the log.</summary>
    public async Task<IReadOnlyList<RawEvent>> GetEventsAsync(long from, int limit, CancellationToken cancellationToken = default)
    {
        JsonElement page = await connection.CallAsync("rollup_getEvents", Write, cancellationToken);
        return [.. page.GetProperty("events").Items().Select(@event => new RawEvent(
            @event.Text("type"),
            Encoding.UTF8.GetBytes(@event.GetProperty("data").GetRawText()),
            Encoding.UTF8.GetBytes(@event.GetProperty("metadata").GetRawText())))];

        void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("stream", "operations");
            json.WriteString("from", from.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("limit", limit);
            json.WriteEndObject();
        }
    }

    /// <summary>Follows what happens to an address, from event number <paramref name="from"/> on; null follows from now on.</summary>
    public IAsyncEnumerable<SubscriptionItem> FollowAddressAsync(L2Address address, long? from = null, CancellationToken cancellationToken = default) =>
        FollowAsync("operations", json => WriteAddress(json, address), from, cancellationToken);

    /// <summary>Follows batches as they are sealed.</summary>
    public IAsyncEnumerable<SubscriptionItem> FollowBatchesAsync(BatchNumber? from = null, CancellationToken cancellationToken = default) =>
        FollowAsync("batches", null, from is { } number ? (long)number.Value : null, cancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async IAsyncEnumerable<SubscriptionItem> FollowAsync(
        string kind, Action<Utf8JsonWriter>? writeParameters, long? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WebSocketRpcConnection socket = connection as WebSocketRpcConnection
            ?? throw new InvalidOperationException("Subscriptions need a ws:// or wss:// address.");
        JsonElement answer = await connection.CallAsync("rollup_subscribe", Write, cancellationToken);
        string subscription = answer.GetString() ?? throw JsonReading.Unexpected("subscription", "a text");
        ChannelReader<JsonElement> notifications = socket.NotificationsOf(subscription);
        try
        {
            await foreach (JsonElement notification in notifications.ReadAllAsync(cancellationToken))
            {
                if (notification.TryGetProperty("error", out JsonElement error))
                {
                    throw new RpcException((int)error.Number("code"), error.Text("message"), null);
                }

                yield return new(notification.Quantity("sequence"), notification.GetProperty("result"));
            }
        }
        finally
        {
            socket.Forget(subscription);
        }

        void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            if (writeParameters is not null)
            {
                json.WritePropertyName("params");
                writeParameters(json);
            }

            if (from is { } number)
            {
                json.WriteString("from", number.ToString(CultureInfo.InvariantCulture));
            }

            json.WriteEndObject();
        }
    }

    private static OperationInfo ReadOperation(JsonElement json) => new(
        (long)json.Quantity("sequence"), json.Text("status"),
        json.TryGetProperty("batch", out _) ? new BatchNumber(json.Quantity("batch")) : null, json.GetProperty("event"));

    private static Receipt ReadReceipt(JsonElement json) =>
        Receipt.TryParse(json, out Receipt? receipt, out string? fault) ? receipt : throw new RpcConnectionException($"the node's receipt cannot be read: {fault}");

    private static void WriteNothing(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, L2Address address) => WriteText(json, "address", address.ToString());

    private static void WriteText(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void WritePage(Utf8JsonWriter json, L2Address address, string? before, int limit)
    {
        json.WriteStartObject();
        json.WriteString("address", address.ToString());
        if (before is not null)
        {
            json.WriteString("before", before);
        }

        json.WriteNumber("limit", limit);
        json.WriteEndObject();
    }
}
