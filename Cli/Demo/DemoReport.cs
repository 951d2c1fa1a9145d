using Spectre.Console;

namespace Rollup.Cli.Demo;

/// <summary>What the demo found. Later versions add members and keep these.</summary>
internal sealed record DemoReport
{
    public required int TransfersAccepted { get; init; }

    /// <summary>Refusals, one for each reason, that the node answered as it must.</summary>
    public required int TransfersRefused { get; init; }

    public required ulong BatchesSealed { get; init; }

    public required string StateRoot { get; init; }

    /// <summary>Acknowledged transfers that the node did not have after it was killed and started again.</summary>
    public required int CrashRestartLost { get; init; }

    /// <summary>Transfers that were on their way when the node was killed, and were sent again.</summary>
    public required int SentAgain { get; init; }

    /// <summary>Statuses that arrived over WebSocket: accepted and sealed.</summary>
    public required int StatusUpdates { get; init; }

    /// <summary>Whether every operation of the followed wallet was announced once, across the crash.</summary>
    public required bool StatusesComplete { get; init; }

    /// <summary>"ok", or what the audit says instead.</summary>
    public required string Audit { get; init; }

    /// <summary>Whether the audit of a copy with one flipped byte names the event.</summary>
    public required bool TamperDetected { get; init; }

    public required double ReceiptP50Ms { get; init; }

    public required double ReceiptP99Ms { get; init; }

    public required double TransfersPerSecond { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Refusals that did not come as they must.</summary>
    public required IReadOnlyList<string> Surprises { get; init; }

    public bool Succeeded => Surprises.Count == 0 && CrashRestartLost == 0 && StatusesComplete && Audit == "ok" && TamperDetected;

    public void Write(IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("", "");
        table.HideHeaders();
        Add("transfers accepted", $"{TransfersAccepted}, each with a signed receipt ({TransfersPerSecond:F0}/s from 8 wallets)");
        Add("receipt latency", $"p50 {ReceiptP50Ms:F1} ms, p99 {ReceiptP99Ms:F1} ms");
        Add("refused as they must be", $"{TransfersRefused}, one for each reason");
        Add("killed with -9 and restarted", $"{CrashRestartLost} acknowledged transfers lost, {SentAgain} sent again");
        Add("statuses over WebSocket", $"{StatusUpdates}, {(StatusesComplete ? "none missing or repeated across the crash" : "INCOMPLETE")}");
        Add("batches sealed", $"{BatchesSealed}");
        Add("state root", StateRoot);
        Add("audit of the log", Audit);
        Add("one byte flipped in a copy", TamperDetected ? "found, and the event named" : "NOT FOUND");
        Add("time", $"{Seconds:F1} s");
        foreach (string surprise in Surprises)
        {
            Add("UNEXPECTED", surprise);
        }

        console.Write(table);

        void Add(string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));
    }
}
