using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollup.L1Bridge.Ethereum;

/// <summary>What the rollup asks of an Ethereum node, over JSON-RPC. The node holds the keys of the accounts that send.</summary>
public sealed class EthereumRpc(HttpClient http, Uri endpoint)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private int _lastId;

    public async Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        ParseQuantity(await RequestAsync("eth_chainId", [], cancellationToken));

    /// <summary>The accounts that the node signs for.</summary>
    public async Task<string[]> GetAccountsAsync(CancellationToken cancellationToken = default) =>
        [.. (await RequestAsync("eth_accounts", [], cancellationToken)).EnumerateArray().Select(account => account.GetString()!)];

    /// <summary>Runs a call without a transaction.</summary>
    /// <exception cref="EthereumException">The call reverts; <see cref="EthereumException.RevertData"/> has what it reverts with.</exception>
    public async Task<byte[]> CallAsync(string to, byte[] data, CancellationToken cancellationToken = default)
    {
        JsonObject call = new() { ["to"] = to, ["data"] = Hex(data) };
        return Bytes((await RequestAsync("eth_call", [call, "latest"], cancellationToken)).GetString()!);
    }

    /// <summary>Sends a transaction and waits until it is in a block.</summary>
    /// <param name="to">Null creates a contract.</param>
    /// <param name="gas">The limit; the node's estimate if null.</param>
    /// <exception cref="EthereumException">The node refuses it.</exception>
    public async Task<TransactionReceipt> SendAsync(string from, string? to, byte[] data, ulong? gas = null, CancellationToken cancellationToken = default)
    {
        JsonObject transaction = new() { ["from"] = from, ["data"] = Hex(data) };
        if (to is not null)
        {
            transaction["to"] = to;
        }

        if (gas is { } limit)
        {
            transaction["gas"] = $"0x{limit:x}";
        }

        string hash = (await RequestAsync("eth_sendTransaction", [transaction], cancellationToken)).GetString()!;
        while (true)
        {
            JsonElement receipt = await RequestAsync("eth_getTransactionReceipt", [hash], cancellationToken);
            if (receipt.ValueKind == JsonValueKind.Object)
            {
                return new(
                    hash,
                    ParseQuantity(receipt.GetProperty("status")) == 1,
                    ParseQuantity(receipt.GetProperty("gasUsed")),
                    receipt.GetProperty("contractAddress").GetString());
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private async Task<JsonElement> RequestAsync(string method, JsonArray parameters, CancellationToken cancellationToken)
    {
        JsonObject request = new() { ["jsonrpc"] = "2.0", ["id"] = Interlocked.Increment(ref _lastId), ["method"] = method, ["params"] = parameters };
        using HttpResponseMessage response = await http.PostAsJsonAsync(endpoint, request, cancellationToken);
        response.EnsureSuccessStatusCode();
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.TryGetProperty("error", out JsonElement error))
        {
            string? data = error.TryGetProperty("data", out JsonElement raw) && raw.ValueKind == JsonValueKind.String ? raw.GetString() : null;
            throw new EthereumException(method, error.GetProperty("message").GetString()!, data is null ? [] : Bytes(data));
        }

        return answer.GetProperty("result").Clone();
    }

    private static ulong ParseQuantity(JsonElement quantity) =>
        ulong.Parse(quantity.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));
}
