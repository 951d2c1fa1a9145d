using System.Reflection;

namespace Rollup.Cli.Output;

/// <summary>What <c>--version</c> prints.</summary>
public static class Versions
{
    /// <summary>The version without the commit.</summary>
    public static string Program { get; } =
        typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
