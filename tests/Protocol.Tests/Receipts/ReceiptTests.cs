using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Receipts;

public sealed class ReceiptTests
{
    private static readonly JsonElement File = VectorFile.Load("receipts.json");
    private static readonly PublicKey SequencerKey = File.Key("sequencerKey");

    [Fact]
    public void Groups_have_the_roots_messages_and_paths_of_the_reference()
    {
        foreach (JsonElement c in File.Items("groups"))
        {
            Receipt[] expected = [.. c.Items("receipts").Select(Parse)];
            ReceiptGroup group = ReceiptGroup.Build(expected[0].Context, expected[0].KeyId, [.. expected.Select(r => r.Leaf)]);
            Assert.Equal(c.Digest("message"), group.Message);
            for (int i = 0; i < expected.Length; i++)
            {
                Receipt receipt = group.Receipt(i, expected[i].Signature);
                Assert.Equal(expected[i], receipt);
                Assert.Equal(expected[i].Path, receipt.Path);
            }
        }
    }

    [Fact]
    [Trait("Plan", "S20")]
    public void Receipts_of_the_reference_verify_with_the_published_key_only()
    {
        SecretKey other = SecretKey.FromSeed(new byte[64]);
        foreach (Receipt receipt in All())
        {
            Assert.True(receipt.Verify(SequencerKey));
            Assert.False(receipt.Verify(other.PublicKey));
        }
    }

    [Fact]
    public void No_field_of_a_receipt_can_be_changed()
    {
        Receipt good = All().Last();
        var hash = new Bytes32(new byte[32]);
        Receipt[] changed =
        [
            good with { Context = new(good.Context.ChainId + 1, good.Context.Contract) },
            good with { Context = new(good.Context.ChainId, EthereumAddress.Zero) },
            good with { KeyId = good.KeyId + 1 },
            good with { Leaf = good.Leaf with { Sequence = good.Sequence - 1 } },
            good with { Leaf = good.Leaf with { OperationId = new(new Digest(1, 1, 1, 1)) } },
            good with { Leaf = good.Leaf with { Event = new(hash) } },
            good with { Leaf = good.Leaf with { Previous = new(hash) } },
            good with { Leaf = good.Leaf with { At = new(good.AcceptedAt.UnixMilliseconds + 1) } },
            good with { GroupFirst = good.GroupFirst + 1 },
            good with { GroupSize = good.GroupSize + 1 },
            good with { GroupSize = good.GroupSize - 1 },
            good with { GroupSize = 0 },
            good with { GroupSize = -1 },
            good with { GroupFirst = long.MinValue },
            good with { Path = [.. good.Path, hash] },
            good with { Path = [.. good.Path.Skip(1)] },
            good with { Path = [.. good.Path.Take(good.Path.Count - 1)] },
            good with { Path = [hash, .. good.Path.Skip(1)] },
            good with { Path = [] },
        ];
        Assert.True(good.Verify(SequencerKey));
        for (int i = 0; i < changed.Length; i++)
        {
            Assert.False(changed[i].Verify(SequencerKey), $"change {i}");
        }
    }

    [Fact]
    public void A_receipt_outside_its_group_has_no_message_to_sign()
    {
        Receipt alone = Parse(File.Items("groups").First().Items("receipts").First());
        Assert.NotNull(alone.Message);
        foreach (long away in new[] { 1, -1, 1L << 32, -(1L << 32), long.MinValue })
        {
            Assert.Null((alone with { GroupFirst = unchecked(alone.GroupFirst + away) }).Message);
        }
    }

    [Fact]
    public void An_inner_node_of_a_group_is_no_leaf()
    {
        // The root of a group of two, presented as the only leaf of a group of one, would need SHA-256 to ignore its first byte.
        JsonElement two = File.Items("groups").First(g => g.GetProperty("size").GetInt32() == 2);
        Receipt receipt = Parse(two.Items("receipts").First());
        Assert.NotEqual(receipt.Message, (receipt with { GroupSize = 1, Path = [] }).Message);
    }

    [Fact]
    public void Groups_of_every_size_have_receipts_that_verify()
    {
        SecretKey key = SecretKey.FromSeed(Enumerable.Range(0, 64).Select(i => (byte)i).ToArray());
        var context = new ChainContext(1, EthereumAddress.Zero);
        for (int size = 1; size <= 40; size++)
        {
            ReceiptGroup group = ReceiptGroup.Build(context, 3, [.. Enumerable.Range(0, size).Select(i => Leaf(1000 + i))]);
            Signature signature = Schnorr.Sign(key, group.Message);
            Assert.True(group.Receipt(size - 1, signature).Verify(key.PublicKey));
            for (int i = 0; i < size; i++)
            {
                Assert.Equal(group.Message, group.Receipt(i, signature).Message);
            }
        }
    }

    [Fact]
    public void A_group_without_events_or_with_a_gap_is_refused()
    {
        var context = new ChainContext(1, EthereumAddress.Zero);
        Assert.Throws<ArgumentException>(() => ReceiptGroup.Build(context, 1, []));
        Assert.Throws<ArgumentException>(() => ReceiptGroup.Build(context, 1, [Leaf(1), Leaf(3)]));
    }

    [Fact]
    public void The_JSON_form_is_that_of_the_reference()
    {
        foreach (JsonElement json in File.Items("groups").SelectMany(g => g.Items("receipts")))
        {
            Receipt receipt = Parse(json);
            Assert.Equal(JsonSerializer.Serialize(json), Encoding.UTF8.GetString(receipt.ToJson()));
            Assert.True(Receipt.TryParse(receipt.ToJson(), out Receipt? again, out string? fault), fault);
            Assert.Equal(receipt, again);
        }
    }

    [Fact]
    public void Properties_may_stand_in_any_order()
    {
        JsonObject json = Sample();
        var reversed = new JsonObject(json.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        Assert.True(TryParse(reversed.ToJsonString(), out Receipt? receipt));
        Assert.True(receipt!.Verify(SequencerKey));
    }

    [Fact]
    [Trait("Plan", "J04")]
    public void JSON_that_is_not_exactly_a_receipt_is_refused()
    {
        string good = Sample().ToJsonString();
        Assert.True(TryParse(good, out _));
        List<string> bad = ["", "null", "[]", "{}", "\"x\"", good[..^1], good + "x", good.Replace("{", "{\"keyId\":1,", StringComparison.Ordinal), "\ufeff" + good];
        foreach (string name in Sample().Select(p => p.Key))
        {
            bad.Add(Changed(name, null));
            bad.Add(Without(name));
        }

        bad.Add(With("memo", "x"));
        bad.Add(Changed("chainId", 31337));
        bad.Add(Changed("chainId", "0"));
        bad.Add(Changed("chainId", "031337"));
        bad.Add(Changed("chainId", "18446744073709551615"));
        bad.Add(Changed("contract", "0x5FbDB2315678afecb367f032d93F642f64180aa3"));
        bad.Add(Changed("keyId", "1"));
        bad.Add(Changed("keyId", 1.5));
        bad.Add(Changed("keyId", -1));
        bad.Add(Changed("keyId", 4294967296L));
        bad.Add(good.Replace("\"keyId\":1", "\"keyId\":1e0", StringComparison.Ordinal));
        bad.Add(Changed("sequence", "-1"));
        bad.Add(Changed("sequence", "9223372036854775808"));
        bad.Add(Changed("operationId", "0x00"));
        bad.Add(Changed("operationId", "0x" + new string('f', 64)));
        bad.Add(Changed("signature", "0x" + new string('0', 160)));
        bad.Add(Changed("path", "0x"));
        bad.Add(Changed("path", new JsonArray(1)));
        bad.Add(Changed("path", new JsonArray([.. Enumerable.Range(0, 32).Select(_ => (JsonNode)("0x" + new string('0', 64)))])));
        bad.Add(good.Replace("\"operationId\":\"0x", "\"operationId\":\"\\ud800x", StringComparison.Ordinal));
        foreach (string json in bad)
        {
            Assert.False(TryParse(json, out _), json);
        }
    }

    private static JsonObject Sample() => JsonNode.Parse(JsonSerializer.Serialize(File.Items("groups").Last().Items("receipts").Last()))!.AsObject();

    private static string Changed(string name, JsonNode? value) => With(name, value);

    private static string With(string name, JsonNode? value)
    {
        JsonObject json = Sample();
        json[name] = value;
        return json.ToJsonString();
    }

    private static string Without(string name)
    {
        JsonObject json = Sample();
        json.Remove(name);
        return json.ToJsonString();
    }

    private static bool TryParse(string json, out Receipt? receipt)
    {
        bool parsed = Receipt.TryParse(Encoding.UTF8.GetBytes(json), out receipt, out string? fault);
        Assert.Equal(parsed, fault is null);
        return parsed;
    }

    private static Receipt Parse(JsonElement json) =>
        Receipt.TryParse(json, out Receipt? receipt, out string? fault) ? receipt : throw new FormatException(fault);

    private static IEnumerable<Receipt> All() => File.Items("groups").SelectMany(g => g.Items("receipts")).Select(Parse);

    private static ReceiptLeaf Leaf(long sequence) => new(
        sequence,
        new(new Digest((ulong)sequence, 0, 0, 0)),
        EventHash.Of(default, [(byte)sequence]),
        EventHash.Of(default, [(byte)(sequence - 1)]),
        new((ulong)sequence));
}
