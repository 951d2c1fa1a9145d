using System.CommandLine;
using System.Diagnostics;
using Rollup.Cli.Commands;
using Rollup.Cli.Output;
using Rollup.Crypto;
using Spectre.Console;

namespace Rollup.Cli.Bench;

/// <summary><c>rollup bench crypto</c>: field, hashes and signatures on every vector path of this machine.</summary>
public static class CryptoBench
{
    private const int Runs = 51;

    /// <summary>Short, so that some runs pass undisturbed on a busy machine.</summary>
    private static readonly TimeSpan RunLength = TimeSpan.FromMilliseconds(1);

    public static Command Create() =>
        new Command("crypto", "Time field, hash and signature kernels, one thread, on every vector path of this machine.")
            .WithExamples("./rollup bench crypto", "./rollup bench crypto --json")
            .Does((_, terminal) =>
            {
                List<KernelTiming> timings = [];
                foreach (CryptoKernel kernel in CryptoKernels.All())
                {
                    terminal.Say($"{kernel.Name} ({kernel.Path})");
                    timings.Add(Measure(kernel));
                }

                var report = new { DefaultPath = VectorPaths.Active.ToString(), Timings = timings };
                terminal.Result(report, console => Print(console, timings));
                return ExitCode.Done;
            });

    /// <summary>Times every kernel; a few seconds.</summary>
    public static IReadOnlyList<KernelTiming> Run() => [.. CryptoKernels.All().Select(Measure)];

    private static KernelTiming Measure(CryptoKernel kernel)
    {
        kernel.Call(); // compiled here, not in the first run
        long start = Stopwatch.GetTimestamp();
        kernel.Call();
        int calls = (int)Math.Clamp(RunLength / Stopwatch.GetElapsedTime(start), 1, 1_000_000);

        double[] nanoseconds = new double[Runs];
        for (int run = 0; run < Runs; run++)
        {
            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                kernel.Call();
            }

            nanoseconds[run] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / ((double)calls * kernel.OperationsPerCall);
        }

        Array.Sort(nanoseconds);
        return new(kernel.Name, kernel.Path.ToString(), Math.Round(nanoseconds[0], 3), Math.Round(nanoseconds[Runs / 2], 3));
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<KernelTiming> timings)
    {
        foreach (IGrouping<string, KernelTiming> kernel in timings.GroupBy(timing => timing.Kernel))
        {
            string paths = string.Join("  ", kernel.Select(timing => $"{timing.Path} {timing.Nanoseconds,10:N2}"));
            console.WriteLine($"{kernel.Key,-40} {paths}");
        }

        console.WriteLine($"ns per operation, one thread, fastest of {Runs} runs");
    }
}
