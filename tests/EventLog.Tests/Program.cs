namespace Rollup.EventLog.Tests;

internal static class Program
{
    public static int Main() => 2;
}
