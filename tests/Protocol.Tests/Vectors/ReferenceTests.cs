using System.Diagnostics;

namespace Rollup.Protocol.Tests.Vectors;

public sealed class ReferenceTests
{
    /// <summary>Needs python3, which nothing else of the project does; hence a campaign.</summary>
    [Fact]
    [Trait("Campaign", "vectors")]
    public void The_Python_reference_writes_the_vector_files_as_they_are()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Rollup.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("No Rollup.sln above the tests.");
        }

        var start = new ProcessStartInfo("python3") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(root, "tests", "vectors", "reference", "generate.py"));
        start.ArgumentList.Add("--check");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
