using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollup.Auditor.Tests.TestKit;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests;

public sealed class ReplayTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task An_honest_log_is_found_right_with_the_root_of_its_last_batch()
    {
        TestLog log = TestLog.Honest();
        AuditReport report = await TestLog.AuditAsync(log.Store());

        Assert.Null(report.FirstBadEvent);
        Assert.Equal(AuditVerdict.Ok, report.Verdict);
        Assert.Equal(2UL, report.Batches);
        Assert.Equal(1, report.OpenOperations);
        Assert.Equal(log.Events.OfType<BatchSealed>().Last().Header.NewRoot.ToString(), report.StateRoot);
    }

    [Fact]
    public async Task An_empty_log_is_found_right_with_the_genesis_root()
    {
        AuditReport report = await TestLog.AuditAsync([]);
        Assert.Equal(AuditVerdict.Ok, report.Verdict);
        Assert.Equal(GenesisState.Root.ToString(), report.StateRoot);
    }

    [Fact]
    [Trait("Plan", "U01")]
    public async Task Changing_any_field_of_any_event_is_found_at_that_event_even_if_the_chain_is_made_to_fit()
    {
        TestLog log = TestLog.Honest();
        List<string> texts = log.Texts();
        int changes = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            foreach (string name in JsonNode.Parse(texts[i])!.AsObject().Select(property => property.Key).ToList())
            {
                string changed = Change(texts[i], name);
                AuditReport stale = await TestLog.AuditAsync(Replace(log.Store(), i, changed));
                Assert.True(stale.Verdict == AuditVerdict.Failed && stale.FirstBadEvent!.Sequence == i, $"stale chain, event {i}, {name}: {stale.FirstBadEvent}");

                changes++;

                // A Sequencer that wrote another millisecond, or another deposit into a batch not sealed yet, told no
                // lie that the log alone could show: receipts and L1 do.
                if (name.EndsWith("At", StringComparison.Ordinal) || i == texts.Count - 1)
                {
                    continue;
                }

                List<byte[]> data = [.. texts.Select((text, j) => Encoding.ASCII.GetBytes(j == i ? changed : text))];
                AuditReport fitted = await TestLog.AuditAsync(log.Store(data, [.. log.Events.Select(e => e.Type)]));
                Assert.True(fitted.Verdict == AuditVerdict.Failed && fitted.FirstBadEvent!.Sequence >= i, $"fitted chain, event {i}, {name}: {fitted.FirstBadEvent}");
            }
        }

        Assert.True(changes > 100, $"only {changes} changes were tried");
    }

    [Fact]
    [Trait("Plan", "U02")]
    public async Task Removing_doubling_or_swapping_any_event_is_found()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        for (int i = 0; i < stored.Count - 1; i++)
        {
            List<RecordedEvent> removed = [.. stored.Take(i), .. stored.Skip(i + 1)];
            List<RecordedEvent> doubled = [.. stored.Take(i + 1), .. stored.Skip(i)];
            List<RecordedEvent> swapped = [.. stored.Take(i), stored[i + 1], stored[i], .. stored.Skip(i + 2)];
            foreach (List<RecordedEvent> events in new[] { removed, doubled, swapped })
            {
                Assert.Equal(AuditVerdict.Failed, (await TestLog.AuditAsync(events)).Verdict);
                Assert.Equal(AuditVerdict.Failed, (await TestLog.AuditAsync(Renumbered(events))).Verdict);
            }
        }
    }

    [Fact]
    [Trait("Plan", "U06")]
    public async Task A_log_shorter_than_its_source_says_is_found()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        AuditResult result = await Audit.RunAsync(
            new ListSource([.. stored.SkipLast(1)], claimedCount: stored.Count), new AuditOptions(TestLog.Chain, [], null));

        Assert.Equal(AuditVerdict.Failed, result.Report.Verdict);
        Assert.Contains("ends before", result.Report.FirstBadEvent!.Problem);
    }

    [Fact]
    public async Task A_log_that_ends_inside_an_append_group_is_found()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        int seal = stored.FindIndex(e => e.Type == BatchSealed.TypeName);
        AuditReport report = await TestLog.AuditAsync([.. stored.Take(seal)]);
        Assert.Contains("group is not whole", report.FirstBadEvent!.Problem);
    }

    [Fact]
    [Trait("Plan", "U08")]
    public async Task Progress_reaches_the_total()
    {
        List<RecordedEvent> stored = TestLog.Honest().Store();
        List<AuditProgress> reports = [];
        await Audit.RunAsync(new ListSource(stored), new AuditOptions(TestLog.Chain, [], null), new Collector(reports));
        Assert.Equal(new AuditProgress(stored.Count, stored.Count), reports[^1]);
    }

    /// <summary>Another value of the same form: the last digit, letter or flag changes.</summary>
    private static string Change(string json, string name)
    {
        JsonObject node = JsonNode.Parse(json)!.AsObject();
        node[name] = node[name]!.GetValueKind() switch
        {
            JsonValueKind.True => false,
            JsonValueKind.False => true,
            JsonValueKind.Number => node[name]!.GetValue<uint>() + 1,
            _ => ChangeText(node[name]!.GetValue<string>()),
        };
        return node.ToJsonString(Plain);
    }

    private static string ChangeText(string text) => text[..^1] + (text[^1] switch { '9' => '8', 'f' => 'e', 'l' => 'q', char c => (char)(c + 1) });

    private static List<RecordedEvent> Replace(List<RecordedEvent> stored, int index, string text)
    {
        stored[index] = stored[index] with { Data = Encoding.ASCII.GetBytes(text) };
        return stored;
    }

    /// <summary>As if the store had numbered the events itself.</summary>
    private static List<RecordedEvent> Renumbered(List<RecordedEvent> events) => [.. events.Select((e, i) => e with { Revision = i })];

    private sealed class Collector(List<AuditProgress> reports) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => reports.Add(value);
    }
}
