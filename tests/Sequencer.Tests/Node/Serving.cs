using System.Globalization;
using System.Net;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Node;
using Rollup.Sequencer.Tests.Rpc;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Node;

public sealed class Serving : IAsyncLifetime
{
    private static readonly Party Alice = World.Party(1);
    private static readonly Party Bob = World.Party(2);

    private RunningNode _node = null!;
    private uint _leaf;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(World.DefaultOptions with { BatchAge = TimeSpan.FromMilliseconds(200) });
        _leaf = await _node.FundAsync(Alice, 1000);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_transfer_goes_from_accepted_to_sealed_and_its_receipt_can_be_asked_for_again()
    {
        JsonElement sent = (await _node.PayAsync(Alice, _leaf, Bob)).GetProperty("result");
        Assert.True(Receipt.TryParse(sent, out Receipt? receipt, out string? fault), fault);
        Assert.True(receipt.Verify(DevelopmentKeys.Sequencer.PublicKey));

        await WaitForSealAsync();
        JsonElement found = await _node.ResultAsync("rollup_getOperation", new { operationId = receipt.OperationId.ToString() });

        Assert.Equal("sealed", found.GetProperty("operation").GetProperty("status").GetString());
        Assert.InRange(int.Parse(found.GetProperty("operation").GetProperty("batch").GetString()!, CultureInfo.InvariantCulture), 1, 2);
        Assert.True(JsonElement.DeepEquals(sent, found.GetProperty("receipt")));
    }

    [Fact]
    public async Task Events_come_with_the_bytes_that_were_hashed()
    {
        await _node.PayAsync(Alice, _leaf, Bob);
        await WaitForSealAsync();
        JsonElement page = await _node.ResultAsync("rollup_getEvents", new { stream = "operations", from = "0" });

        LogHead head = LogHead.Genesis(World.Context);
        foreach (JsonElement @event in page.GetProperty("events").EnumerateArray())
        {
            head = head.Next(System.Text.Encoding.UTF8.GetBytes(@event.GetProperty("data").GetRawText()));
            Assert.Equal(head.Hash.ToString(), @event.GetProperty("metadata").GetProperty("hash").GetString());
        }

        Assert.Equal(page.GetProperty("next").GetString(), head.NextSequence.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_proof_leads_from_an_account_to_the_sealed_root()
    {
        await _node.PayAsync(Alice, _leaf, Bob);
        await WaitForSealAsync();
        JsonElement proof = await _node.ResultAsync("rollup_getAccountProof", new { leaf = _leaf });
        JsonElement batch = await _node.ResultAsync("rollup_getBatch", new { number = proof.GetProperty("batch").GetString() });

        var account = new Account(
            new(Digest.TryParse(proof.GetProperty("address").GetString(), out Digest address) ? address : default),
            new(proof.GetProperty("token").GetUInt32()),
            ulong.Parse(proof.GetProperty("balance").GetString()!, CultureInfo.InvariantCulture),
            ulong.Parse(proof.GetProperty("nonce").GetString()!, CultureInfo.InvariantCulture));
        Digest[] siblings = [.. proof.GetProperty("siblings").EnumerateArray().Select(s => Digest.TryParse(s.GetString(), out Digest d) ? d : default)];
        Digest accountsRoot = new MerklePath(new(_leaf), siblings).RootOf(account.LeafDigest);
        Assert.Equal(Alice.Address, account.Address);
        Assert.Equal(batch.GetProperty("newRoot").GetString(), StateRoot.Of(accountsRoot, StateRoot.ReservedShieldedRoot).ToString());

        JsonElement old = await _node.CallAsync("rollup_getAccountProof", new { leaf = _leaf, batch = "77" });
        Assert.Equal(-32001, old.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(proof.GetProperty("batch").GetString(), old.GetProperty("error").GetProperty("data").GetProperty("batch").GetString());
    }

    [Fact]
    public async Task A_history_is_read_page_by_page_newest_first()
    {
        for (int i = 0; i < 7; i++)
        {
            await _node.PayAsync(Alice, _leaf, Bob);
        }

        var sequences = new List<long>();
        for (string? before = long.MaxValue.ToString(CultureInfo.InvariantCulture); before is not null;)
        {
            JsonElement page = await _node.ResultAsync("rollup_getOperationsByAddress", new { address = Alice.Address.ToString(), before, limit = 3 });
            sequences.AddRange(page.GetProperty("operations").EnumerateArray().Select(o => long.Parse(o.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture)));
            before = page.TryGetProperty("before", out JsonElement next) ? next.GetString() : null;
        }

        Assert.Equal(8, sequences.Count);
        Assert.Equal(sequences.OrderDescending(), sequences);
        Assert.Equal(sequences.Distinct(), sequences);
    }

    [Fact]
    [Trait("Plan", "W03")]
    public async Task A_subscriber_who_comes_back_gets_every_change_of_an_address_once_and_in_order()
    {
        for (int i = 0; i < 3; i++)
        {
            await _node.PayAsync(Alice, _leaf, Bob);
        }

        await WaitForSealAsync();
        var changes = new List<string>();
        long next = 0;
        for (int visit = 0; visit < 4; visit++)
        {
            using RpcSocket socket = await RpcSocket.ConnectAsync(new UriBuilder(_node.Address) { Scheme = "ws" }.Uri);
            await socket.CallAsync("rollup_subscribe", $$"""{"kind":"operations","params":{"address":"{{Bob.Address}}"},"from":"{{next}}"}""");
            for (int read = 0; read < 2; read++)
            {
                JsonElement item = (await socket.ReceiveAsync()).GetProperty("params");
                long sequence = long.Parse(item.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture);
                Assert.True(sequence >= next, $"{sequence} after {next}");
                next = sequence + 1;
                changes.Add(item.GetProperty("result").GetProperty("status").GetString()!);
            }

            await _node.PayAsync(Alice, _leaf, Bob);
        }

        Assert.Equal(8, changes.Count);
        Assert.Contains("sealed", changes);
        Assert.True(changes.Count(c => c == "accepted") >= 4);
    }

    [Fact]
    public async Task Batches_and_status_are_told_live()
    {
        using RpcSocket batches = await RpcSocket.ConnectAsync(new UriBuilder(_node.Address) { Scheme = "ws" }.Uri);
        using RpcSocket status = await RpcSocket.ConnectAsync(new UriBuilder(_node.Address) { Scheme = "ws" }.Uri);
        await batches.CallAsync("rollup_subscribe", """{"kind":"batches","from":"1"}""");
        await status.CallAsync("rollup_subscribe", """{"kind":"status"}""");
        await status.ReceiveAsync();

        await _node.PayAsync(Alice, _leaf, Bob);

        JsonElement batch = (await batches.ReceiveAsync()).GetProperty("params");
        Assert.Equal("1", batch.GetProperty("sequence").GetString());
        Assert.Equal("1", batch.GetProperty("result").GetProperty("number").GetString());
        JsonElement heads = (await status.ReceiveAsync()).GetProperty("params").GetProperty("result");
        Assert.True(heads.GetProperty("sequence").GetInt64() >= 1);
    }

    [Theory]
    [InlineData("rollup_getEvents", """{"stream":"operations","from":"0","limit":1001}""", 1000)]
    [InlineData("rollup_getOperationsByAddress", """{"address":"ALICE","limit":1000000000}""", 100)]
    [Trait("Plan", "J24")]
    public async Task A_range_beyond_the_maximum_is_refused_with_the_maximum(string method, string parameters, int maximum)
    {
        JsonElement error = (await _node.CallAsync(method, JsonDocument.Parse(parameters.Replace("ALICE", Alice.Address.ToString())).RootElement)).GetProperty("error");

        Assert.Equal(-32005, error.GetProperty("code").GetInt32());
        Assert.Equal(maximum, error.GetProperty("data").GetProperty("maximum").GetInt32());
    }

    [Fact]
    public async Task A_refusal_names_its_reason_and_what_was_expected()
    {
        JsonElement error = (await _node.SendAsync(Alice.Transfer(new(_leaf), Bob, 1, nonce: 9))).GetProperty("error");

        Assert.Equal(-32003, error.GetProperty("code").GetInt32());
        Assert.Equal(("nonce_too_high", "0"), (error.GetProperty("data").GetProperty("reason").GetString(), error.GetProperty("data").GetProperty("expected").GetString()));
    }

    [Theory]
    [Trait("Plan", "S09")]
    [Trait("Plan", "J11")]
    [InlineData("signature", "0x00")]
    [InlineData("senderAddress", "zp1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")]
    [InlineData("publicKey", "0x" + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("amount", "007")]
    [InlineData("nonce", "-1")]
    [InlineData("reference", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public async Task A_field_in_no_valid_form_is_refused_by_its_name(string field, string value)
    {
        var fields = JsonSerializer.SerializeToNode(RunningNode.Fields(Alice.Transfer(new(_leaf), Bob, 1, nonce: 0)))!.AsObject();
        fields[field] = value;

        JsonElement error = (await _node.CallAsync("rollup_sendTransfer", new { transfer = fields })).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Equal($"transfer.{field}", error.GetProperty("data").GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_restart_loses_nothing_and_gives_the_same_receipts()
    {
        SignedTransfer transfer = Alice.Transfer(new(_leaf), Bob, 5, nonce: 0);
        JsonElement before = await _node.SendAsync(transfer);
        await _node.RestartAsync();

        Assert.True(JsonElement.DeepEquals(before, await _node.SendAsync(transfer)));
        JsonElement account = await _node.ResultAsync("rollup_getAccount", new { leaf = _leaf });
        Assert.Equal("995", account.GetProperty("balance").GetString());
    }

    [Fact]
    [Trait("Plan", "O05")]
    public async Task Readiness_has_an_entry_for_each_part_and_metrics_count_what_happens()
    {
        await _node.PayAsync(Alice, _leaf, Bob);
        using HttpResponseMessage ready = await _node.GetAsync("/health/ready");
        string entries = await ready.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.All(["writer", "replay_done", "log_writable", "sealing", "clock"], name => Assert.Contains($"\"{name}\"", entries, StringComparison.Ordinal));

        using HttpResponseMessage metrics = await _node.GetAsync("/metrics");
        string text = await metrics.Content.ReadAsStringAsync();
        Assert.Contains("rollup_sequencer_events_total{type=\"TransferAccepted\"} ", text, StringComparison.Ordinal);
        Assert.Contains("rollup_sequencer_append_duration_seconds_bucket", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "O04")]
    public async Task Closing_under_load_ends_in_time_and_every_receipt_is_in_the_log()
    {
        Party[] senders = [.. Enumerable.Range(50, 24).Select(World.Party)];
        var leaves = new Dictionary<Party, uint>();
        foreach (Party sender in senders)
        {
            leaves[sender] = await _node.FundAsync(sender, 100_000);
        }

        var receipts = new System.Collections.Concurrent.ConcurrentBag<Receipt>();
        using var stop = new CancellationTokenSource();
        Task[] load = [.. senders.Select(s => Task.Run(() => PayUntilClosedAsync(s, leaves[s], receipts)))];
        await Eventually.HoldsAsync(() => receipts.Count > 200, "there is load");

        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        await _node.Node.DisposeAsync();
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
        await Task.WhenAll(load);

        await using ReadOnlyEventLog log = await EmbeddedEventLog.OpenReadOnlyAsync(new DataLayout(_node.DataDirectory).Log);
        var hashes = new List<EventHash>();
        await foreach (RecordedEvent record in log.ReadAsync("operations", 0, ReadDirection.Forwards, long.MaxValue))
        {
            hashes.Add(EventMetadata.TryDecode(record.Metadata.Span, out EventMetadata? metadata, out _) ? metadata.Hash : default);
        }

        Assert.All(receipts, r => Assert.Equal(r.EventHash, hashes[(int)r.Sequence]));
        await _node.RestartAsync();
    }

    private async Task PayUntilClosedAsync(Party sender, uint leaf, System.Collections.Concurrent.ConcurrentBag<Receipt> receipts)
    {
        try
        {
            for (ulong nonce = 0; ; nonce++)
            {
                JsonElement answer = await _node.SendAsync(sender.Transfer(new(leaf), Bob, 1, nonce));
                if (!answer.TryGetProperty("result", out JsonElement result))
                {
                    Assert.Equal(-32002, answer.GetProperty("error").GetProperty("code").GetInt32());
                    return;
                }

                Assert.True(Receipt.TryParse(result, out Receipt? receipt, out _));
                receipts.Add(receipt);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            // The port is closed.
        }
    }

    /// <summary>Until all that was answered is in a batch. Which batch, on a slow machine, nobody knows.</summary>
    private Task WaitForSealAsync() => Eventually.HoldsAsync(() => _node.Node.Core.Queries.Ledger.Heads().OpenOperations == 0, "everything is sealed");
}
