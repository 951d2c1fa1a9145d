using System.Text.Json;
using Rollup.EndToEnd.Tests.TestKit;
using Rollup.Protocol;
using Rollup.Wallet.Keys;
using Rollup.Wallet.Rpc;

namespace Rollup.EndToEnd.Tests;

/// <summary>A node as a process: wallets against it, signals, damage.</summary>
public sealed class NodeLifeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private Dictionary<string, string> Wallets => new() { ["ROLLUP_PASSPHRASE"] = "a phrase", ["HOME"] = _directory.Root };

    public void Dispose() => _directory.Dispose();

    [Fact]
    [Trait("Plan", "L08")]
    [Trait("Plan", "L06")]
    public async Task Two_wallets_pay_each_other_by_command_line_and_the_audit_agrees_with_their_receipts()
    {
        (CliProcess node, string rpc) = await StartNodeAsync();
        await using (node)
        {
            string alice = await NewWalletAsync("alice"), bob = await NewWalletAsync("bob");
            await FundAsync(rpc, alice);

            CliResult sent = await SendAsync(rpc, "alice", bob, "1.5", "--receipt", _directory["receipts.jsonl"], "--memo", "lunch", "--json");
            Assert.True(sent.ExitCode == 0, sent.ToString());
            Assert.True(sent.Json().GetProperty("accepted").GetBoolean());

            CliResult balance = await CliProcess.RunAsync(Wallets, "wallet", "balance", "--key", _directory["bob.json"], "--node", rpc, "--json");
            Assert.Equal("1.5", balance.Json().GetProperty("accounts")[0].GetProperty("balance").GetString());

            CliResult history = await CliProcess.RunAsync(Wallets, "wallet", "history", "--key", _directory["alice.json"], "--node", rpc, "--json");
            Assert.Equal("out", history.Json().GetProperty("operations")[0].GetProperty("direction").GetString());

            foreach (string wrong in new[] { "1.", ".5", "1e3", "1,5", "0.1234567891", "-1" })
            {
                Assert.Equal(2, (await SendAsync(rpc, "alice", bob, wrong)).ExitCode);
            }

            Assert.Equal(1, (await SendAsync(rpc, "alice", bob, "1000000")).ExitCode);
            Assert.Equal(2, (await CliProcess.RunAsync(Wallets, "wallet", "send", "--key", _directory["alice.json"], "--to", bob, "--amount", "1", "--node", rpc)).ExitCode);

            CliResult receipts = await CliProcess.RunAsync(Wallets, "wallet", "verify-receipt", _directory["receipts.jsonl"], "--node", rpc);
            Assert.True(receipts.ExitCode == 0, receipts.ToString());
            CliResult audit = await CliProcess.RunAsync("audit", "--rpc", rpc, "--receipts", _directory["receipts.jsonl"], "--json");
            Assert.True(audit.ExitCode == 0, audit.ToString());
            Assert.Equal("ok", audit.Json().GetProperty("audit").GetString());
        }
    }

    [Fact]
    [Trait("Plan", "O04")]
    public async Task SIGTERM_under_load_ends_with_0_and_keeps_everything_that_was_acknowledged()
    {
        (CliProcess node, string rpc) = await StartNodeAsync();
        await using (node)
        {
            List<Receipt> receipts = [];
            Task load = LoadUntilRefusedAsync(rpc, receipts);
            while (receipts.Count < 20 && !load.IsCompleted)
            {
                await Task.Delay(10);
            }

            // Log and mark go on while they are read.
            CliResult meanwhile = await CliProcess.RunAsync("audit", "--data", _directory["data"]);
            Assert.True(meanwhile.ExitCode == 0, meanwhile.ToString());

            node.Terminate();
            CliResult stopped = await node.FinishAsync();
            await load;

            Assert.True(stopped.ExitCode == 0, stopped.ToString());
            Assert.True(receipts.Count >= 20, $"only {receipts.Count} receipts");
            File.WriteAllText(_directory["r.jsonl"], string.Join('\n', receipts.Select(r => System.Text.Encoding.UTF8.GetString(r.ToJson()))));
            CliResult audit = await CliProcess.RunAsync(
                "audit", "--data", _directory["data"], "--receipts", _directory["r.jsonl"], "--sequencer-key", _sequencerKey, "--json");
            Assert.True(audit.ExitCode == 0, audit.ToString());
            Assert.Equal(receipts.Count, audit.Json().GetProperty("receipts").GetInt32());
        }
    }

    /// <summary>Damage to the only, hence last, group is told from an unfinished write by the high-water mark alone; to an earlier group by the later one.</summary>
    [Theory]
    [Trait("Plan", "E08")]
    [InlineData(1, "a confirmed event is damaged or missing")]
    [InlineData(2, "the log is damaged")]
    public async Task A_damaged_log_never_starts_and_fails_the_audit(int deposits, string problem)
    {
        await RunAndStopAsync(deposits);
        string segment = FlipByteOfFirstDeposit();
        byte[] bytes = File.ReadAllBytes(segment);

        CliResult restarted = await CliProcess.RunAsync("node", "--dev", "--data", _directory["data"], "--rpc-listen", "127.0.0.1:0");
        Assert.True(restarted.ExitCode == 65, restarted.ToString());
        Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(segment)));
        CliResult audit = await CliProcess.RunAsync("audit", "--data", _directory["data"]);
        Assert.True(audit.ExitCode == 1, audit.ToString());
        Assert.Contains(problem, audit.Output + audit.Errors);
    }

    [Fact]
    [Trait("Plan", "E08")]
    public async Task A_log_copied_without_its_mark_is_audited_with_a_note_and_with_its_mark_named_it_fails()
    {
        await RunAndStopAsync(deposits: 1);
        FlipByteOfFirstDeposit();
        File.Move(_directory["data/mark/high-water-mark"], _directory["kept-elsewhere"]);

        CliResult alone = await CliProcess.RunAsync("audit", "--data", _directory["data"], "--json");
        Assert.True(alone.ExitCode == 0, alone.ToString());
        Assert.Equal(2, alone.Json().GetProperty("notes").GetArrayLength());

        CliResult marked = await CliProcess.RunAsync("audit", "--data", _directory["data"], "--mark", _directory["kept-elsewhere"], "--json");
        Assert.True(marked.ExitCode == 1, marked.ToString());
        Assert.Equal(0, marked.Json().GetProperty("firstBadEvent").GetProperty("sequence").GetInt64());

        CliResult missing = await CliProcess.RunAsync("audit", "--data", _directory["data"], "--mark", _directory["nowhere"]);
        Assert.True(missing.ExitCode == 66, missing.ToString());
    }

    [Fact]
    [Trait("Plan", "E22")]
    public async Task A_second_node_on_one_directory_is_69_and_names_the_first()
    {
        (CliProcess node, _) = await StartNodeAsync();
        await using (node)
        {
            CliResult second = await CliProcess.RunAsync("node", "--dev", "--data", _directory["data"], "--rpc-listen", "127.0.0.1:0");
            Assert.True(second.ExitCode == 69, second.ToString());
            Assert.Contains("in use", second.Errors);
        }
    }

    private string _sequencerKey = "";

    /// <summary>A log of nothing but deposits, each in a group of its own: no batch is sealed meanwhile.</summary>
    private async Task RunAndStopAsync(int deposits)
    {
        (CliProcess node, string rpc) = await StartNodeAsync(batchSeconds: "3600");
        await using (node)
        {
            string alice = await NewWalletAsync("alice");
            for (int i = 0; i < deposits; i++)
            {
                await FundAsync(rpc, alice);
            }

            node.Terminate();
            CliResult stopped = await node.FinishAsync();
            Assert.True(stopped.ExitCode == 0, stopped.ToString());
        }
    }

    /// <returns>The segment that was changed.</returns>
    private string FlipByteOfFirstDeposit()
    {
        string segment = Directory.EnumerateFiles(_directory["data/log"]).Order(StringComparer.Ordinal).First(file => new FileInfo(file).Length > 4096);
        byte[] bytes = File.ReadAllBytes(segment);
        int place = bytes.AsSpan().IndexOf("DepositCredited"u8);
        Assert.True(place > 0);
        bytes[place] ^= 1;
        File.WriteAllBytes(segment, bytes);
        return segment;
    }

    private async Task<(CliProcess Node, string Rpc)> StartNodeAsync(string batchSeconds = "0.2")
    {
        CliProcess node = CliProcess.Start(
            new Dictionary<string, string>(), "node", "--dev", "--json", "--data", _directory["data"], "--rpc-listen", "127.0.0.1:0", "--batch-seconds", batchSeconds,
            "--rpc-calls-per-second", "100000", "--rpc-call-burst", "100000");
        JsonElement ready = await node.ReadObjectAsync();
        _sequencerKey = ready.GetProperty("sequencerKey").GetString()!;
        return (node, ready.GetProperty("rpc").GetString()!);
    }

    private async Task<string> NewWalletAsync(string name)
    {
        CliResult made = await CliProcess.RunAsync(Wallets, "wallet", "new", "--key", _directory[name + ".json"], "--json");
        Assert.True(made.ExitCode == 0, made.ToString());
        return made.Json().GetProperty("address").GetString()!;
    }

    private static async Task FundAsync(string rpc, string address)
    {
        await using RollupClient client = await RollupClient.ConnectAsync(new Uri(rpc));
        Assert.True(L2Address.TryParse(address, out L2Address to));
        await client.CreditFromFaucetAsync(to, new(0), 10_000_000_000);
    }

    private Task<CliResult> SendAsync(string rpc, string from, string to, string amount, params string[] more) =>
        CliProcess.RunAsync(Wallets, ["wallet", "send", "--key", _directory[from + ".json"], "--to", to, "--amount", amount, "--yes", "--node", rpc, .. more]);

    /// <summary>One wallet pays itself until the node takes no more.</summary>
    private static async Task LoadUntilRefusedAsync(string rpc, List<Receipt> receipts)
    {
        WalletKey key = new(Crypto.Signatures.SecretKey.FromSeed(new byte[64]), EthereumAddress.Zero);
        await using RollupClient client = await RollupClient.ConnectAsync(new UriBuilder(rpc) { Scheme = "ws" }.Uri);
        NodeInfo info = await client.GetInfoAsync();
        await client.CreditFromFaucetAsync(key.Address, new(0), 1_000_000_000_000);
        AccountInfo account = (await client.GetAccountsAsync(key.Address)).Single();
        try
        {
            for (ulong nonce = 0; ; nonce++)
            {
                TransferIntent intent = new(account.Leaf, key.Address, account.Token, key.Address, 1, 1000, nonce, uint.MaxValue, Crypto.Digest.Zero);
                receipts.Add(await client.SendAsync(new SignedTransfer(intent, key.Authorize(intent, info.Chain))));
            }
        }
        catch (Exception error) when (error is RpcConnectionException or RpcException { Code: RpcException.Unavailable })
        {
            // The node is stopping.
        }
    }
}
