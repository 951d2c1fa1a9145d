using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Receipts;
using Rollup.Sequencer.Tests.Rpc;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Node;

/// <summary>A whole node on a temporary directory, called over the network.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private int _nonce;

    private RunningNode(string directory, SequencerNode node) => (DataDirectory, Node) = (directory, node);

    public string DataDirectory { get; }

    public SequencerNode Node { get; private set; }

    public Uri Address => Node.RpcAddress;

    public static async Task<RunningNode> StartAsync(SequencerOptions? options = null)
    {
        string directory = Directory.CreateTempSubdirectory("sequencer-tests-").FullName;
        return new(directory, await OpenAsync(directory, options ?? World.DefaultOptions));
    }

    public static Task<SequencerNode> OpenAsync(string directory, SequencerOptions options) => SequencerNode.StartAsync(
        new()
        {
            DataDirectory = directory,
            Sequencer = options,
            Http = new HttpServerOptions { Public = new(IPAddress.Loopback, 0), Admin = null, Rpc = new() { Limits = ToyServer.Generous } },
        },
        new LocalReceiptSigner(DevelopmentKeys.Sequencer),
        NullLoggerFactory.Instance);

    public async Task RestartAsync()
    {
        await Node.DisposeAsync();
        Node = await OpenAsync(DataDirectory, World.DefaultOptions);
    }

    /// <summary>The whole response object.</summary>
    public async Task<JsonElement> CallAsync(string method, object parameters)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(
            Address, new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> ResultAsync(string method, object parameters)
    {
        JsonElement answer = await CallAsync(method, parameters);
        return answer.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(Address, path));

    /// <summary>Credits somebody and says where.</summary>
    public async Task<uint> FundAsync(Party party, ulong amount, uint token = 0)
    {
        await ResultAsync("dev_faucet", new { address = party.Address.ToString(), token, amount = amount.ToString() });
        JsonElement accounts = await ResultAsync("rollup_getAccountsByAddress", new { address = party.Address.ToString() });
        return accounts.EnumerateArray().Single(a => a.GetProperty("token").GetUInt32() == token).GetProperty("leaf").GetUInt32();
    }

    /// <summary>Sends the party's next transfer of one unit; only one party may do so per node.</summary>
    public Task<JsonElement> PayAsync(Party from, uint leaf, Party to) => SendAsync(from.Transfer(new(leaf), to, 1, (ulong)_nonce++));

    public Task<JsonElement> SendAsync(Protocol.SignedTransfer o) => CallAsync("rollup_sendTransfer", new { transfer = Fields(o) });

    public static object Fields(Protocol.SignedTransfer o) => new
    {
        sender = o.Transfer.Sender.Value,
        senderAddress = o.Transfer.SenderAddress.ToString(),
        token = o.Transfer.Token.Value,
        recipientAddress = o.Transfer.Recipient.ToString(),
        amount = o.Transfer.Amount.ToString(),
        fee = o.Transfer.Fee,
        nonce = o.Transfer.Nonce.ToString(),
        validUntil = o.Transfer.ValidUntil.ToString(),
        reference = o.Transfer.Reference.ToString(),
        publicKey = o.Authorization.Key.ToString(),
        l1Owner = o.Authorization.L1Owner.ToString(),
        signature = o.Authorization.Signature.ToString(),
    };

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        _client.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
