using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>The few calls of Ethereum's JSON-RPC that these tests make; the node signs for its own accounts.</summary>
internal sealed class EthereumRpc(Uri address) : IDisposable
{
    /// <summary>The most that one transaction may use (EIP-7825).</summary>
    private const string MostGas = "0x1000000";

    private readonly HttpClient _http = new();
    private int _id;

    public async Task<string> AccountAsync() => (await CallAsync("eth_accounts"))[0].GetString()!;

    /// <summary>Sends and waits for the receipt: development chains mine at once.</summary>
    /// <param name="to">Null to create a contract.</param>
    public async Task<Receipt> SendAsync(string from, string? to, string data)
    {
        object transaction = to is null ? new { from, data, gas = MostGas } : new { from, to, data, gas = MostGas };
        string hash = (await CallAsync("eth_sendTransaction", transaction)).GetString()!;
        JsonElement receipt;
        do
        {
            receipt = await CallAsync("eth_getTransactionReceipt", hash);
        }
        while (receipt.ValueKind == JsonValueKind.Null);

        return new(
            receipt.GetProperty("status").GetString() == "0x1",
            long.Parse(receipt.GetProperty("gasUsed").GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            receipt.GetProperty("contractAddress").GetString());
    }

    /// <summary>Runs a call without sending it.</summary>
    /// <returns>Null, or the data it reverts with.</returns>
    public async Task<string?> RevertDataAsync(string to, string data)
    {
        JsonElement answer = await PostAsync("eth_call", new { to, data, gas = MostGas }, "latest");
        return answer.TryGetProperty("error", out JsonElement error) ? error.GetProperty("data").GetString() : null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> CallAsync(string method, params object[] parameters)
    {
        JsonElement answer = await PostAsync(method, parameters);
        return answer.TryGetProperty("result", out JsonElement result)
            ? result
            : throw new InvalidOperationException($"{method} failed: {answer.GetProperty("error")}");
    }

    private async Task<JsonElement> PostAsync(string method, params object[] parameters)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync(address, new { jsonrpc = "2.0", id = ++_id, method, @params = parameters });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <param name="Contract">The address of the contract, if one was created.</param>
internal sealed record Receipt(bool IsSuccess, long GasUsed, string? Contract);
