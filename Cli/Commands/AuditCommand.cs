using System.CommandLine;
using System.Diagnostics;
using Rollup.Auditor;
using Rollup.Auditor.Evidence;
using Rollup.Auditor.Receipts;
using Rollup.Auditor.Sources;
using Rollup.Cli.Commands.Wallet;
using Rollup.Cli.Output;
using Rollup.Crypto.Signatures;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Sequencer.Node;
using Rollup.Wallet.Rpc;
using Spectre.Console;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup audit</c>: replays a log with the audit's own rules, and checks evidence.</summary>
public static class AuditCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "Data directory of a node; a running one may go on.", HelpName = "DIR" };
    private static readonly Option<string> Mark = new("--mark") { Description = "File of the node's high-water mark, if it is not in the data directory. The log must hold what it says was confirmed.", HelpName = "FILE" };
    private static readonly Option<string> Rpc = new("--rpc") { Description = "Address of a node, http:// or ws://.", HelpName = "URL" };
    private static readonly Option<string> Receipts = new("--receipts") { Description = "Receipts to compare with the log: a JSON array, or one per line.", HelpName = "FILE" };
    private static readonly Option<string> SequencerKey = new("--sequencer-key") { Description = "The sequencer's public key (0x…). With --rpc, by default the one that the node names.", HelpName = "KEY" };
    private static readonly Option<string> EvidenceDirectory = new("--evidence") { Description = "Where to write proofs of what the sequencer contradicted.", HelpName = "DIR" };

    private static readonly Option<string> CheckpointFile = new("--checkpoint") { Description = "File to go on from after an interruption, and to write on the way.", HelpName = "FILE" };

    public static Command Create()
    {
        Command audit = new("audit", "Replay a log from its first event and check everything: hash chain, signatures, rules, roots, receipts.")
        {
            Data, Mark, Rpc, Receipts, SequencerKey, EvidenceDirectory, CheckpointFile, CreateVerifyEvidence(),
        };
        audit.WithExamples(
            "./rollup audit --data rollup-data",
            "./rollup audit --data rollup-data --checkpoint audit.checkpoint",
            "./rollup audit --rpc http://127.0.0.1:8745 --receipts my-receipts.jsonl --evidence evidence --json");
        return audit.Does(RunAsync);
    }

    private static Command CreateVerifyEvidence()
    {
        Argument<string> file = new("FILE") { Description = "An evidence file." };
        Option<string> key = new("--sequencer-key") { Description = "The public key of the sequencer that the evidence is against.", HelpName = "KEY", Required = true };
        Command verify = new("verify-evidence", "Check a file that shows that a sequencer contradicted itself; needs nothing else.") { file, key };
        verify.WithExamples("./rollup audit verify-evidence evidence/equivocation-12.json --sequencer-key 0x…");
        return verify.Does((result, terminal) => VerifyEvidence(result.GetValue(file)!, WalletOptions.ParsePublicKey(result.GetValue(key)!), terminal));
    }

    private static async Task<int> RunAsync(ParseResult result, Terminal terminal, CancellationToken cancellationToken)
    {
        (IAuditSource source, ChainContext chain, PublicKey? key) = await OpenAsync(result, terminal, cancellationToken);
        await using (source)
        {
            IReadOnlyList<Receipt> receipts = result.GetValue(Receipts) is { } file ? ReadReceipts(file) : [];
            AuditResult audited;
            try
            {
                AuditOptions options = new(chain, receipts, key) { CheckpointFile = result.GetValue(CheckpointFile) };
                audited = await Audit.RunAsync(source, options, new ProgressLine(terminal), cancellationToken);
            }
            catch (FormatException error)
            {
                throw new CommandFailedException(ExitCode.DataError, error.Message);
            }
            catch (AuditSourceException error)
            {
                throw new CommandFailedException(ExitCode.NotFullyChecked, $"{source.Name} was not checked: {error.Message}");
            }

            IReadOnlyList<string> files = WriteEvidence(audited.Evidence, result.GetValue(EvidenceDirectory));
            Report(audited.Report, files, terminal);
            return audited.Report.Verdict switch
            {
                AuditVerdict.Ok => ExitCode.Done,
                AuditVerdict.Failed => ExitCode.Refused,
                _ => ExitCode.NotFullyChecked,
            };
        }
    }

    private static async Task<(IAuditSource Source, ChainContext Chain, PublicKey? Key)> OpenAsync(
        ParseResult result, Terminal terminal, CancellationToken cancellationToken)
    {
        PublicKey? key = result.GetValue(SequencerKey) is { } text ? WalletOptions.ParsePublicKey(text) : null;
        string? mark = result.GetValue(Mark);
        return (result.GetValue(Data), result.GetValue(Rpc)) switch
        {
            ({ } directory, null) => await OpenDirectoryAsync(directory, mark, key, cancellationToken),
            (null, { }) when mark is not null => throw new CommandFailedException(ExitCode.Usage, "--mark goes with --data: a node's own mark is not read from afar"),
            (null, { } node) => await OpenNodeAsync(WalletOptions.ParseNode(node), key, terminal, cancellationToken),
            _ => throw new CommandFailedException(ExitCode.Usage, "give one of --data DIR and --rpc URL (try ./rollup audit --help)"),
        };
    }

    private static async Task<(IAuditSource Source, ChainContext Chain, PublicKey? Key)> OpenDirectoryAsync(
        string directory, string? mark, PublicKey? key, CancellationToken cancellationToken)
    {
        DataLayout layout = new(directory);
        if (!Directory.Exists(layout.Log))
        {
            throw new CommandFailedException(ExitCode.NoInput, $"there is no event log in {directory}");
        }

        if (mark is not null && !File.Exists(mark))
        {
            throw new CommandFailedException(ExitCode.NoInput, $"there is no high-water mark {mark}");
        }

        try
        {
            LogAuditSource source = await LogAuditSource.OpenAsync(layout.Log, mark ?? layout.Mark, cancellationToken);
            return DataLayout.TryParseIdentity(source.Identity, out ChainContext? chain)
                ? (source, chain, key)
                : throw new CommandFailedException(ExitCode.DataError, $"the log in {directory} is not a rollup's: it calls itself '{source.Identity}'");
        }
        catch (EventLogDamagedException damage)
        {
            // Damage is a verdict, not an accident of the audit.
            throw new CommandFailedException(ExitCode.Refused, $"the log is damaged: {damage.Message}");
        }
        catch (EventLogException error)
        {
            throw new CommandFailedException(ExitCode.NotFullyChecked, error.Message);
        }
    }

    private static async Task<(IAuditSource Source, ChainContext Chain, PublicKey? Key)> OpenNodeAsync(
        Uri node, PublicKey? key, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            RollupClient client = await RollupClient.ConnectAsync(node, cancellationToken);
            NodeInfo info = await client.GetInfoAsync(cancellationToken);
            if (key is null)
            {
                terminal.Say($"the node names its own key, which is taken on trust: {info.SequencerKey}");
            }

            return (new RpcAuditSource(client, node.ToString()), info.Chain, key ?? info.SequencerKey);
        }
        catch (Exception error) when (error is RpcConnectionException or RpcException)
        {
            throw new CommandFailedException(ExitCode.NotFullyChecked, $"nothing was checked: {error.Message}");
        }
    }

    private static IReadOnlyList<Receipt> ReadReceipts(string file)
    {
        try
        {
            return ReceiptFile.Read(file);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.DataError, $"{file}: {error.Message}");
        }
    }

    private static List<string> WriteEvidence(IReadOnlyList<IEvidence> evidence, string? directory)
    {
        if (evidence.Count == 0 || directory is null)
        {
            return [];
        }

        Directory.CreateDirectory(directory);
        return [.. evidence.Select((item, i) =>
        {
            string path = Path.Combine(directory, $"{item.Type}-{i + 1}.json");
            File.WriteAllBytes(path, EvidenceFile.Write(item));
            return path;
        })];
    }

    private static int VerifyEvidence(string file, PublicKey key, Terminal terminal)
    {
        IEvidence evidence;
        try
        {
            evidence = EvidenceFile.Read(file);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.DataError, $"{file}: {error.Message}");
        }

        string? refutation = evidence.Refute(key);
        var verdict = new { type = evidence.Type, holds = refutation is null, shows = refutation is null ? evidence.Describe() : null, refutation };
        terminal.Result(verdict, console => console.WriteLine(refutation is null ? $"the evidence holds: {evidence.Describe()}" : $"the evidence shows nothing: {refutation}"));
        return refutation is null ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Report(AuditReport report, IReadOnlyList<string> evidenceFiles, Terminal terminal) => terminal.Result(
        new
        {
            audit = report.Verdict,
            report.Events,
            report.Batches,
            report.OpenOperations,
            report.StateRoot,
            report.LastEventHash,
            report.FirstBadEvent,
            report.Receipts,
            report.ReceiptFindings,
            report.NotChecked,
            report.Notes,
            evidence = evidenceFiles,
        },
        console => Write(report, evidenceFiles, console));

    private static void Write(AuditReport report, IReadOnlyList<string> evidenceFiles, IAnsiConsole console)
    {
        console.WriteLine($"{report.Events} events and {report.Batches} batches are right; {report.OpenOperations} operations are in no batch yet");
        console.WriteLine($"state root {report.StateRoot}");
        if (report.FirstBadEvent is { } finding)
        {
            console.WriteLine($"FIRST BAD EVENT: {finding}");
        }

        foreach (string line in report.ReceiptFindings)
        {
            console.WriteLine($"RECEIPT: {line}");
        }

        foreach (string line in report.NotChecked)
        {
            console.WriteLine($"not checked: {line}");
        }

        foreach (string line in report.Notes)
        {
            console.WriteLine($"note: {line}");
        }

        foreach (string file in evidenceFiles)
        {
            console.WriteLine($"evidence: {file}");
        }

        console.WriteLine($"audit: {report.Verdict switch { AuditVerdict.Ok => "ok", AuditVerdict.Failed => "FAILED", _ => "INCOMPLETE" }}");
    }

    /// <summary>Rate and time left: one line that is rewritten on a terminal, a line now and then elsewhere.</summary>
    private sealed class ProgressLine(Terminal terminal) : IProgress<AuditProgress>
    {
        private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private TimeSpan _lastLine;

        public void Report(AuditProgress value)
        {
            bool done = value.Events >= value.Total;
            double rate = value.Events / Math.Max(_watch.Elapsed.TotalSeconds, 1e-3);
            string line = $"audited {value.Events} of {value.Total} events, {rate:F0}/s, {(value.Total - value.Events) / Math.Max(rate, 1):F0} s left";
            if (!Console.IsErrorRedirected)
            {
                terminal.Messages.Write($"\r{line}   {(done ? "\n" : "")}");
            }
            else if (_watch.Elapsed - _lastLine > PlainInterval)
            {
                _lastLine = _watch.Elapsed;
                terminal.Say(line);
            }
        }
    }
}
