using System.Text.Json.Serialization;

namespace Rollup.Auditor;

/// <summary>What an audit concludes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditVerdict>))]
public enum AuditVerdict
{
    /// <summary>Everything was checked and is right.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Something is wrong.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Nothing wrong was found, but not everything asked for could be checked.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete,
}

/// <summary>The outcome of an audit.</summary>
/// <param name="Events">Events checked from the first on.</param>
/// <param name="Batches">Sealed batches whose roots were recomputed.</param>
/// <param name="OpenOperations">Operations after the last seal: their rules are checked, no root covers them yet.</param>
/// <param name="StateRoot">Root after the last sealed batch.</param>
/// <param name="LastEventHash">Head of the hash chain.</param>
/// <param name="FirstBadEvent">Null when the log is right.</param>
/// <param name="Receipts">How many receipts were compared with the log.</param>
/// <param name="ReceiptFindings">A line per receipt that contradicts the log or itself.</param>
/// <param name="NotChecked">A line per thing that was asked for and could not be checked.</param>
/// <param name="Notes">A line per thing that is not wrong, but good to know: an unfinished group at the log's end.</param>
public sealed record AuditReport(
    AuditVerdict Verdict,
    long Events,
    ulong Batches,
    int OpenOperations,
    string StateRoot,
    string LastEventHash,
    Finding? FirstBadEvent,
    int Receipts,
    IReadOnlyList<string> ReceiptFindings,
    IReadOnlyList<string> NotChecked,
    IReadOnlyList<string> Notes);

/// <summary>How far an audit is.</summary>
/// <param name="Total">Events there are; they may grow while a node runs.</param>
public readonly record struct AuditProgress(long Events, long Total);
