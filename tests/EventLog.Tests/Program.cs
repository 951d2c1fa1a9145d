using Rollup.EventLog.Tests.Real;

namespace Rollup.EventLog.Tests;

/// <summary>Run as a program, this assembly is the writer that the kill tests start and kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments) => arguments switch
    {
        [KillTarget.Verb, var directory] => await KillTarget.RunAsync(directory),
        _ => 2,
    };
}
