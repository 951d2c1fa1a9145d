using System.Text;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Protocol.Events;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Events;

public sealed class EventCodecTests
{
    private static readonly JsonElement File = VectorFile.Load("events.json");

    [Fact]
    public void Every_type_of_the_reference_is_read_and_written_back_byte_for_byte()
    {
        HashSet<string> types = [];
        foreach (JsonElement c in File.Items("cases"))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(c.Text("data"));
            Assert.True(EventCodec.TryDecode(bytes, out RollupEvent? decoded, out long sequence, out string? fault), fault);
            Assert.Equal(c.Text("type"), decoded.Type);
            Assert.Equal(c.Text("data"), Encoding.UTF8.GetString(EventCodec.Encode(decoded, sequence)));
            Assert.True(bytes.Length < EventCodec.MaxBytes);
            types.Add(decoded.Type);
        }

        Assert.Equal(7, types.Count);
    }

    [Fact]
    [Trait("Plan", "K09")]
    public void Every_other_text_is_refused_with_a_message()
    {
        foreach (JsonElement c in File.Items("refused"))
        {
            Assert.False(EventCodec.TryDecode(Encoding.UTF8.GetBytes(c.Text("data")), out _, out _, out string? fault), c.Text("why"));
            Assert.False(string.IsNullOrEmpty(fault));
        }
    }

    [Theory]
    [InlineData("an unknown type", "TransferDreamt")]
    [InlineData("a newer version", "TransferAccepted has version 2, this program knows version 1")]
    [InlineData("amount with a leading zero", "expected a plain integer of at most 1152921504606846975")]
    [InlineData("nonce is missing", "expected ,\"nonce\":")]
    [Trait("Plan", "E29")]
    public void The_message_names_what_was_found_and_expected(string why, string part)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(File.Items("refused").First(c => c.Text("why") == why).Text("data"));
        EventFormatException exception = Assert.Throws<EventFormatException>(() => EventCodec.Decode(bytes, out _));
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_changed_byte_goes_unnoticed()
    {
        foreach (JsonElement c in File.Items("cases").DistinctBy(c => c.Text("type")))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(c.Text("data"));
            RollupEvent original = EventCodec.Decode(bytes, out long originalSequence);
            for (int i = 0; i < bytes.Length; i++)
            {
                foreach (byte flip in (byte[])[0x01, 0x20, 0x80])
                {
                    bytes[i] ^= flip;
                    if (EventCodec.TryDecode(bytes, out RollupEvent? changed, out long sequence, out _))
                    {
                        Assert.False(changed == original && sequence == originalSequence, $"{c.Text("type")}, byte {i}");
                        Assert.Equal(bytes, EventCodec.Encode(changed, sequence));
                    }

                    bytes[i] ^= flip;
                }
            }
        }
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        foreach (JsonElement c in File.Items("cases").DistinctBy(c => c.Text("type")))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(c.Text("data"));
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.False(EventCodec.TryDecode(bytes.AsSpan(0, length), out _, out _, out _), $"{length} bytes of {c.Text("type")}");
            }
        }
    }

    [Fact]
    public void Canonical_bytes_are_JSON_that_any_tool_reads()
    {
        foreach (JsonElement c in File.Items("cases"))
        {
            JsonElement json = JsonDocument.Parse(c.Text("data"), new() { AllowDuplicateProperties = false }).RootElement;
            Assert.Equal(c.Text("type"), json.Text("type"));
            Assert.Equal(1, json.GetProperty("version").GetInt32());
            Assert.Equal(JsonValueKind.String, json.GetProperty("sequence").ValueKind);
        }
    }

    [Fact]
    public void Hash_chains_are_those_of_the_reference()
    {
        ChainContext context = VectorFile.Load("golden-log-1.json").Context();
        Assert.Equal(File.Text("genesisHash"), EventHash.Genesis(context, GenesisState.Root).ToString());
        LogHead head = LogHead.Genesis(context);
        foreach (JsonElement c in File.Items("hashes"))
        {
            Assert.Equal(c.Text("previous"), head.Hash.ToString());
            head = head.Next(Encoding.UTF8.GetBytes(c.Text("data")));
            Assert.Equal(c.Text("hash"), head.Hash.ToString());
        }

        Assert.Equal(2, head.Sequence);
        byte[] large = new byte[10_000];
        Assert.Equal(
            System.Security.Cryptography.SHA256.HashData([.. head.Hash.Value.ToBytes(), .. large]), EventHash.Of(head.Hash, large).Value.ToBytes());
    }

    [Fact]
    [Trait("Plan", "K02")]
    public void Event_ids_are_those_of_the_reference()
    {
        foreach (JsonElement c in File.Items("ids"))
        {
            Guid id = EventIds.Derive(new(c.Bytes("writer")), long.Parse(c.Text("sequence")), c.Bytes("content"));
            Assert.Equal(c.Text("id"), id.ToString());
        }
    }

    [Fact]
    public void Another_writer_sequence_or_content_gives_another_id()
    {
        var writer = new Bytes32(new byte[32]);
        var other = new Bytes32([1, .. new byte[31]]);
        Guid[] ids = [EventIds.Derive(writer, 1, [1]), EventIds.Derive(other, 1, [1]), EventIds.Derive(writer, 2, [1]), EventIds.Derive(writer, 1, [2])];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids[0], EventIds.Derive(writer, 1, [1]));
    }

    [Theory]
    [InlineData("say \"please\"")]
    [InlineData("back\\slash")]
    [InlineData("caf\u00e9")]
    [InlineData("line\nbreak")]
    public void A_rejection_with_text_that_JSON_would_escape_cannot_be_written(string expected)
    {
        var rejected = new OperationRejected(new(1), OperationId.None, RefusalReason.Expired, expected);
        Assert.Throws<ArgumentException>(() => EventCodec.Encode(rejected, 0));
    }

    [Fact]
    public void The_longest_rejection_can_be_written_and_one_character_more_cannot()
    {
        var rejected = new OperationRejected(AcceptedAt.Max, new(new Digest(Goldilocks.Modulus - 1, 0, 0, 0)), RefusalReason.ValidUntilTooLarge, new('x', 256));
        byte[] bytes = EventCodec.Encode(rejected, long.MaxValue);
        Assert.Equal(rejected, EventCodec.Decode(bytes, out long sequence));
        Assert.Equal(long.MaxValue, sequence);
        Assert.Throws<ArgumentException>(() => EventCodec.Encode(rejected with { Expected = new('x', 257) }, 0));
        string longer = Encoding.UTF8.GetString(bytes).Replace(new string('x', 256), new string('x', 257), StringComparison.Ordinal);
        Assert.False(EventCodec.TryDecode(Encoding.UTF8.GetBytes(longer), out _, out _, out _));
    }

    [Fact]
    public void A_negative_sequence_number_cannot_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EventCodec.Encode(new OperationRejected(new(1), OperationId.None, RefusalReason.Expired, null), -1));
}
