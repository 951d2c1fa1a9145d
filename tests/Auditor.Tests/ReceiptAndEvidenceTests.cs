using System.Text.Json.Nodes;
using Rollup.Auditor.Evidence;
using Rollup.Auditor.Tests.TestKit;
using Rollup.Crypto.Signatures;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests;

public sealed class ReceiptAndEvidenceTests
{
    private static readonly PublicKey Key = TestLog.SequencerKey.PublicKey;

    [Fact]
    public async Task Receipts_of_an_honest_log_agree_with_it()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        AuditReport report = await TestLog.AuditAsync(stored, [.. stored.Select(e => TestLog.ReceiptFor(e))]);
        Assert.Equal((AuditVerdict.Ok, stored.Count), (report.Verdict, report.Receipts));
    }

    [Fact]
    [Trait("Plan", "U10")]
    public async Task Without_the_sequencers_key_the_audit_says_what_it_did_not_check()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        AuditResult result = await Audit.RunAsync(
            new ListSource(stored), new AuditOptions(TestLog.Chain, [TestLog.ReceiptFor(stored[2])], SequencerKey: null));

        Assert.Equal(AuditVerdict.Incomplete, result.Report.Verdict);
        Assert.Contains("signatures", Assert.Single(result.Report.NotChecked));
    }

    [Fact]
    public async Task A_receipt_of_a_foreign_signer_is_named()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        AuditReport report = await TestLog.AuditAsync(stored, TestLog.ReceiptFor(stored[2], new TestUser(9).Key));
        Assert.Contains("not signed by the sequencer's key", Assert.Single(report.ReceiptFindings));
    }

    [Fact]
    [Trait("Plan", "U06")]
    public async Task A_receipt_beyond_the_end_of_the_log_names_the_missing_events()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        AuditReport report = await TestLog.AuditAsync([.. stored.SkipLast(1)], TestLog.ReceiptFor(stored[^1]));
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
        Assert.Contains($"missing events {stored.Count - 1}..{stored.Count - 1}", Assert.Single(report.ReceiptFindings));
    }

    [Fact]
    [Trait("Plan", "U03")]
    [Trait("Plan", "S21")]
    public async Task A_rewritten_suffix_is_found_by_a_receipt_and_becomes_evidence()
    {
        (Receipt promised, List<RecordedEvent> rewritten, Receipt later) = Rewrite();
        AuditResult result = await TestLog.RunAsync(rewritten, promised, later);

        Assert.Equal(AuditVerdict.Failed, result.Report.Verdict);
        Assert.Null(result.Report.FirstBadEvent);
        IEvidence evidence = Assert.Single(result.Evidence);
        Assert.IsType<DroppedOperationEvidence>(evidence);
        Assert.Null(evidence.Refute(Key));
    }

    [Fact]
    public async Task Two_receipts_for_one_number_become_evidence_of_equivocation()
    {
        (Receipt promised, List<RecordedEvent> rewritten, _) = Rewrite();
        Receipt other = TestLog.ReceiptFor(rewritten[(int)promised.Sequence]);
        AuditResult result = await TestLog.RunAsync(rewritten, promised, other);

        EquivocationEvidence evidence = Assert.Single(result.Evidence.OfType<EquivocationEvidence>());
        Assert.Null(evidence.Refute(Key));
        Assert.Contains("two events for number", evidence.Describe());
    }

    [Fact]
    public void Evidence_survives_its_file()
    {
        (DroppedOperationEvidence dropped, EquivocationEvidence equivocation) = GenuineEvidence();
        foreach (IEvidence evidence in new IEvidence[] { dropped, equivocation })
        {
            string path = Path.GetTempFileName();
            File.WriteAllBytes(path, EvidenceFile.Write(evidence));
            IEvidence read = EvidenceFile.Read(path);
            Assert.Equal(evidence.Type, read.Type);
            Assert.Null(read.Refute(Key));
            Assert.Equal(evidence.Describe(), read.Describe());
            File.Delete(path);
        }
    }

    [Fact]
    public void Evidence_with_any_field_changed_is_refused_or_refuted()
    {
        (DroppedOperationEvidence dropped, EquivocationEvidence equivocation) = GenuineEvidence();
        foreach (IEvidence evidence in new IEvidence[] { dropped, equivocation })
        {
            string text = System.Text.Encoding.UTF8.GetString(EvidenceFile.Write(evidence));
            foreach (string name in JsonNode.Parse(text)!.AsObject().Select(property => property.Key).ToList())
            {
                JsonObject changed = JsonNode.Parse(text)!.AsObject();
                changed[name] = name == "events" ? new JsonArray(changed[name]!.AsArray().Select(e => (JsonNode)(e!.GetValue<string>() + " ")).ToArray())
                    : changed[name] is JsonObject receipt ? Tampered(receipt)
                    : JsonValue.Create("0x" + new string('1', 64));
                Assert.False(Convinces(changed.ToJsonString()), name);
            }
        }
    }

    [Fact]
    public void An_honest_sequencer_cannot_be_framed()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        Receipt second = TestLog.ReceiptFor(stored[2]), third = TestLog.ReceiptFor(stored[3]);
        Assert.True(EventMetadata.TryDecode(stored[2].Metadata.Span, out EventMetadata? metadata, out _));
        EventHash before = metadata.Previous;
        TestUser liar = new(9);

        Assert.NotNull(new EquivocationEvidence(second, second).Refute(Key));
        Assert.NotNull(new EquivocationEvidence(second, third).Refute(Key));
        Assert.NotNull(new EquivocationEvidence(second, second with { Leaf = second.Leaf with { Event = default } }).Refute(Key));
        Assert.NotNull(new EquivocationEvidence(second, second with { KeyId = 1 }).Refute(Key));

        // The true history holds the event of the receipt.
        Assert.NotNull(new DroppedOperationEvidence(second, third, before, [stored[2].Data, stored[3].Data]).Refute(Key));
        Assert.NotNull(new DroppedOperationEvidence(second, second, before, [stored[2].Data]).Refute(Key));

        // Another cut of the same history, with other numbers or other bytes.
        Assert.NotNull(new DroppedOperationEvidence(second, third, metadata.Hash, [stored[3].Data]).Refute(Key));
        Assert.NotNull(new DroppedOperationEvidence(second, third, before, [stored[3].Data, stored[3].Data]).Refute(Key));
        Assert.NotNull(new DroppedOperationEvidence(third, second, before, [stored[2].Data]).Refute(Key));
        Assert.NotNull(new DroppedOperationEvidence(second, third, before, []).Refute(Key));

        // Signed by somebody else.
        Assert.NotNull(new EquivocationEvidence(second, TestLog.ReceiptFor(stored[2] with { Data = stored[2].Data }, liar.Key)).Refute(Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"equivocation\",\"version\":1}")]
    [InlineData("{\"type\":\"other\",\"version\":1}")]
    [InlineData("{\"type\":\"equivocation\",\"version\":2,\"first\":{},\"second\":{}}")]
    [InlineData("{\"type\":\"dropped-operation\",\"version\":1,\"dropped\":1,\"anchor\":2,\"previousHash\":3,\"events\":4}")]
    public void A_file_that_is_no_evidence_says_what_was_expected(string content) => Assert.False(Convinces(content, mustParse: false));

    private static bool Convinces(string json, bool mustParse = false)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return EvidenceFile.Read(path).Refute(Key) is null;
        }
        catch (FormatException error)
        {
            Assert.False(mustParse);
            Assert.Contains("expected", error.Message + "expected an object");
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static JsonObject Tampered(JsonObject receipt)
    {
        JsonObject copy = receipt.DeepClone().AsObject();
        copy["acceptedAt"] = "1";
        return copy;
    }

    private static (DroppedOperationEvidence Dropped, EquivocationEvidence Equivocation) GenuineEvidence()
    {
        (Receipt promised, List<RecordedEvent> rewritten, Receipt later) = Rewrite();
        int at = (int)promised.Sequence;
        Assert.True(EventMetadata.TryDecode(rewritten[at].Metadata.Span, out EventMetadata? metadata, out _));
        return (
            new(promised, later, metadata.Previous, [.. rewritten.Skip(at).Take((int)(later.Sequence - at) + 1).Select(e => e.Data)]),
            new(promised, TestLog.ReceiptFor(rewritten[at])));
    }

    /// <summary>A Sequencer confirms a transfer, then writes another history and signs a later event of it.</summary>
    private static (Receipt Promised, List<RecordedEvent> Rewritten, Receipt Later) Rewrite()
    {
        TestUser alice = new(1), bob = new(2);
        TestLog promised = new(), rewritten = new();
        foreach (TestLog log in new[] { promised, rewritten })
        {
            log.Deposit(alice, 0, 1000);
            log.Deposit(bob, 0, 1000);
        }

        promised.Transfer(alice, bob, 0, 100, 1);
        rewritten.Transfer(bob, alice, 0, 5, 1);
        rewritten.Transfer(bob, alice, 0, 6, 1);
        rewritten.Seal();
        List<RecordedEvent> stored = rewritten.Store();
        return (TestLog.ReceiptFor(promised.Store()[2]), stored, TestLog.ReceiptFor(stored[4]));
    }
}
