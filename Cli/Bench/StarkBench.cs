using System.CommandLine;
using System.Diagnostics;
using Rollup.Cli.Commands;
using Rollup.Cli.Output;
using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.Poseidon2Chain;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;
using Spectre.Console;

namespace Rollup.Cli.Bench;

/// <summary><c>rollup bench stark</c>: proves one example and says what each phase costs.</summary>
public static class StarkBench
{
    private static readonly Option<string> TableName = new("--table")
    {
        Description = "poseidon2-8, poseidon2-12, fibonacci or entry-batch (four tables).",
        DefaultValueFactory = _ => "poseidon2-12",
    };

    private static readonly Option<int> LogRows = new("--log-rows") { Description = "Rows of the highest table as a power of two.", DefaultValueFactory = _ => 18 };

    private static readonly Option<int> LogBlowup = new("--log-blowup")
    {
        Description = "Blow-up as a power of two: 1, 2 or 3.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads to use.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Proofs to make; the fastest is reported.",
        DefaultValueFactory = _ => 2,
    };

    public static Command Create() =>
        new Command("stark", "Prove an example and report time per committed cell.") { TableName, LogRows, LogBlowup, Threads, Runs }
            .WithExamples("./rollup bench stark --table poseidon2-12 --log-rows 18 --log-blowup 1 --json")
            .Does((result, terminal) =>
            {
                Workers workers = new(result.GetValue(Threads));
                ProofParameters parameters = ParametersFor(result.GetValue(LogBlowup));
                Report best = Enumerable.Range(0, Math.Max(1, result.GetValue(Runs)))
                    .Select(_ => Run(result.GetValue(TableName)!, result.GetValue(LogRows), parameters, workers))
                    .MinBy(report => report.NsPerCell)!;
                terminal.Result(best, console => Print(console, best));
                return best.Accepted ? ExitCode.Done : ExitCode.Refused;
            });

    private static ProofParameters ParametersFor(int logBlowup) => logBlowup switch
    {
        1 => StandardParameters.Blowup2,
        2 => StandardParameters.Blowup4,
        3 => StandardParameters.Blowup8,
        _ => throw new CommandFailedException(ExitCode.Usage, $"--log-blowup is {logBlowup}; expected 1, 2 or 3"),
    };

    private static Report Run(string name, int logRows, ProofParameters parameters, Workers workers)
    {
        Subject subject = name switch
        {
            "poseidon2-8" => Chain<Width8>(logRows, parameters, workers),
            "poseidon2-12" => Chain<Width12>(logRows, parameters, workers),
            "fibonacci" => Subject.OfOneTable(ExamplePrograms.Fibonacci(parameters), logRows, () => FibonacciTraceGenerator.Generate(logRows, 1, 1)),
            "entry-batch" => Batch(logRows, parameters, workers),
            _ => throw new CommandFailedException(ExitCode.Usage, $"no example {name}; there are poseidon2-8, poseidon2-12, fibonacci and entry-batch"),
        };

        StarkProgram program = subject.Program;
        using ProvingKey key = ProvingKey.Create(program, workers, subject.Preprocessed);
        ProverPhases phases = new();
        long start = Stopwatch.GetTimestamp();
        TimeSpan cpuStart = Process.GetCurrentProcess().TotalProcessorTime;
        (NativeMatrix[] traces, Goldilocks[] publicValues) = phases.Measure("trace", subject.Generate);
        StarkProof proof = new StarkProver(key, workers).Prove(traces, publicValues, phases);
        TimeSpan total = Stopwatch.GetElapsedTime(start);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuStart;
        long peakMemory = Process.GetCurrentProcess().PeakWorkingSet64;

        byte[] bytes = StarkProofFormat.Write(key.VerifyingKey, proof);
        (bool accepted, double verifyMs) = Verify(new(key.VerifyingKey), publicValues, bytes);
        double cells = program.Shapes.Zip(subject.LogHeights, (shape, logHeight) => (double)shape.CommittedWidth * (1L << logHeight)).Sum();
        return new()
        {
            Table = name,
            LogRows = logRows,
            LogBlowup = parameters.Fri.LogBlowup,
            Threads = workers.ThreadCount,
            Vector = workers.Path.ToString(),
            Cells = (long)cells,
            NsPerCell = Math.Round(total.TotalNanoseconds / cells, 2),
            CpuNsPerCell = Math.Round(cpu.TotalNanoseconds / cells, 2),
            Seconds = Math.Round(total.TotalSeconds, 3),
            Phases = phases.Times.ToDictionary(entry => entry.Phase, entry => Math.Round(entry.Time.TotalSeconds, 3)),
            PeakMemoryMb = peakMemory >> 20,
            ProofBytes = bytes.Length,
            VerifyMs = Math.Round(verifyMs, 2),
            SoundnessBits = Math.Round(program.Account(subject.LogHeights).Bits, 2),
            Accepted = accepted,
        };
    }

    private static Subject Chain<TWidth>(int logRows, ProofParameters parameters, Workers workers)
        where TWidth : IPoseidon2Width =>
        Subject.OfOneTable(
            ExamplePrograms.Poseidon2Chain<TWidth>(parameters),
            logRows,
            () => Poseidon2ChainTraceGenerator<TWidth>.Generate(logRows, new Goldilocks[TWidth.Value], workers));

    /// <summary>A batch without a free row, in which no two entries are equal.</summary>
    private static Subject Batch(int logRows, ProofParameters parameters, Workers workers)
    {
        EntryBatchProfile profile = new(logRows);
        ulong limb = (1UL << profile.LogLimb) - 1;
        Entry[] entries = [.. Enumerable.Range(0, profile.MaxEntries).Select(i => new Entry(
            (ulong)i & limb, (ulong)(7 * i) & limb, 0, (ulong)(31 * i) & limb, 1, (ulong)i, limb, limb))];
        return new(
            ExamplePrograms.EntryBatch(parameters, profile),
            profile.LogHeights,
            [null, null, null, RangeCheckTraceGenerator.Table(profile.LogLimb)],
            () =>
            {
                EntryBatchWitness witness = EntryBatchTraceGenerator.Generate(profile, Digest.Zero, entries, workers);
                return (witness.Traces, witness.PublicValues);
            });
    }

    /// <summary>The fastest of a few verifications: the first one also pays for compilation.</summary>
    private static (bool Accepted, double Milliseconds) Verify(StarkVerifier verifier, Goldilocks[] publicValues, byte[] proof)
    {
        const int rounds = 5;
        double best = double.MaxValue;
        bool accepted = true;
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            accepted &= verifier.Verify(publicValues, proof) is null;
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (accepted, best);
    }

    private static void Print(IAnsiConsole console, Report report)
    {
        console.WriteLine($"{report.Table}, 2^{report.LogRows} rows, blow-up {1 << report.LogBlowup}, {report.Threads} threads, {report.Vector}");
        foreach ((string phase, double seconds) in report.Phases)
        {
            console.WriteLine($"  {phase,-10} {seconds,8:F3} s {seconds * 1e9 / report.Cells,8:F2} ns/cell");
        }

        console.WriteLine($"  {"total",-10} {report.Seconds,8:F3} s {report.NsPerCell,8:F2} ns/cell of {report.Cells} cells ({report.CpuNsPerCell} ns of processor time)");
        console.WriteLine($"  proof {report.ProofBytes} bytes, verified in {report.VerifyMs} ms: {(report.Accepted ? "accepted" : "REFUSED")}");
        console.WriteLine($"  {report.SoundnessBits} bits, {report.PeakMemoryMb} MiB");
    }

    /// <summary>What is proven: a program, and how to fill its tables.</summary>
    private sealed record Subject(
        StarkProgram Program, int[] LogHeights, NativeMatrix?[] Preprocessed, Func<(NativeMatrix[] Traces, Goldilocks[] PublicValues)> Generate)
    {
        public static Subject OfOneTable(StarkProgram program, int logRows, Func<(NativeMatrix Trace, Goldilocks[] PublicValues)> generate) =>
            new(program, [logRows], [null], () =>
            {
                (NativeMatrix trace, Goldilocks[] publicValues) = generate();
                return ([trace], publicValues);
            });
    }

    private sealed record Report
    {
        public required string Table { get; init; }

        public required int LogRows { get; init; }

        public required int LogBlowup { get; init; }

        public required int Threads { get; init; }

        public required string Vector { get; init; }

        /// <summary>Main, auxiliary and quotient cells over the base field, before blow-up.</summary>
        public required long Cells { get; init; }

        /// <summary>Wall time of everything, trace generation included, over <see cref="Cells"/>.</summary>
        public required double NsPerCell { get; init; }

        /// <summary>The same of all threads' processor time: what a busy machine does not distort.</summary>
        public required double CpuNsPerCell { get; init; }

        public required double Seconds { get; init; }

        public required Dictionary<string, double> Phases { get; init; }

        public required long PeakMemoryMb { get; init; }

        public required int ProofBytes { get; init; }

        public required double VerifyMs { get; init; }

        public required double SoundnessBits { get; init; }

        public required bool Accepted { get; init; }
    }
}
