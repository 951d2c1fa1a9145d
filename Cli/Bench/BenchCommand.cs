using System.CommandLine;

namespace Rollup.Cli.Bench;

/// <summary><c>rollup bench</c>: measurements on this machine.</summary>
public static class BenchCommand
{
    public static Command Create() => new("bench", "Measure parts of the rollup on this machine.")
    {
        CryptoBench.Create(),
        SequencerBench.Create(),
        StarkBench.Create(),
        RecursionBench.Create(),
    };
}
