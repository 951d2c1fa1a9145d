using System.Diagnostics;
using Rollup.Cli.Output;
using Rollup.Proofs.Transforms;
using Spectre.Console;

namespace Rollup.Cli.Recursion;

/// <summary><c>rollup demo --proofs</c>: example batches proven, wrapped, joined, compressed, and accepted by a contract.</summary>
internal static class ProofDemo
{
    /// <summary>Small batches: the layers above them take as long for large ones.</summary>
    private const int LogRows = 8;

    private const int Batches = 2;

    public static int Run(DirectoryInfo contracts, Terminal terminal)
    {
        long start = Stopwatch.GetTimestamp();
        EpochReport report = EpochReport.Of(LogRows, Batches, contracts, Workers.All, terminal);
        double seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1);
        var result = new
        {
            batches = Batches,
            entries = Batches << LogRows,
            report.RootBefore,
            report.RootAfter,
            report.WrapSeconds,
            report.JoinSeconds,
            report.LastSeconds,
            report.EpochProofBytes,
            report.VerifyGas,
            report.SoundnessBits,
            report.Accepted,
            report.TamperedProof,
            seconds,
        };
        terminal.Result(result, console => Print(console, report, seconds));
        return report.Accepted ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Print(IAnsiConsole console, EpochReport report, double seconds)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("", "");
        table.HideHeaders();
        void Add(string what, string value) => table.AddRow(Markup.Escape(what), Markup.Escape(value));
        Add("batches proven", $"{Batches}, of {1 << LogRows} entries each");
        Add("state root before", report.RootBefore);
        Add("state root after", report.RootAfter);
        foreach (LayerReport layer in report.Layers)
        {
            Add(layer.Name, $"{layer.Seconds:F1} s, {layer.ProofBytes} bytes, {layer.SoundnessBits:F1} bits of provable soundness");
        }

        Add("the contract, on a local chain", report.Accepted ? $"accepts the last proof for {report.VerifyGas} gas" : "REFUSES the last proof");
        Add("the same proof with one bit changed", report.TamperedProof is { } check ? $"refused: {check}" : "NOT REFUSED");
        Add("seconds in all", $"{seconds:F1}");
        console.Write(table);
    }
}
