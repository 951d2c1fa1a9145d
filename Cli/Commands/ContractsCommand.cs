using System.CommandLine;
using Rollup.Cli.Output;
using Rollup.Proofs.Examples;
using Rollup.L1Bridge.Contracts;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Solidity;
using Rollup.Proofs.Transforms;
using Spectre.Console;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup contracts generate</c>: the generated parts of the verifier contracts.</summary>
public static class ContractsCommand
{
    private static readonly Option<DirectoryInfo> Folder = new("--contracts")
    {
        Description = "The folder of the contracts.",
        DefaultValueFactory = _ => new DirectoryInfo("contracts"),
    };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Write nothing; fail if a file is not what would be written.",
    };

    public static Command Create()
    {
        Command generate = new("generate", "Write the verifier contract of every program that is verified on L1, from the program itself.") { Folder, Check };
        generate.WithExamples("./rollup contracts generate", "./rollup contracts generate --check");
        generate.Does((result, terminal) => Generate(result.GetValue(Folder)!, result.GetValue(Check), terminal));
        return new Command("contracts", "Generate the contracts' parts that follow from programs.") { generate };
    }

    private static int Generate(DirectoryInfo folder, bool isCheck, Terminal terminal)
    {
        if (!folder.Exists)
        {
            throw new CommandFailedException(ExitCode.NoInput, $"there is no folder {folder.FullName}");
        }

        var files = Sources(terminal).Select(source => new { source.Path, Changed = Apply(folder, source.Path, source.Text, isCheck) }).ToList();
        terminal.Result(files, console =>
        {
            foreach (var file in files)
            {
                console.WriteLine($"{(file.Changed ? isCheck ? "differs" : "written" : "current")}  {file.Path}");
            }
        });
        return isCheck && files.Exists(file => file.Changed) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Every generated file, with its path below the folder of the contracts.</summary>
    private static IEnumerable<(string Path, string Text)> Sources(Terminal terminal)
    {
        foreach (ExampleContract contract in ExampleContracts.All)
        {
            foreach (SoliditySource source in SolidityVerifier.Generate(contract.CreateKey(), contract.Name, "../../src"))
            {
                yield return (Path.Combine("test", "generated", source.Name), source.Text);
            }
        }

        terminal.Say("Committing to the wiring of compression and last layer (some seconds) …");
        using RangeLayers ranges = new(LayerParameters.Standard, KeyCache.None, Workers.All);
        foreach (SoliditySource source in SolidityVerifier.Generate(ranges.LastProgram.Key, EpochContract.Name, ".."))
        {
            yield return (Path.Combine("src", "generated", source.Name), source.Text);
        }
    }

    /// <returns>Whether the file was not what it should be.</returns>
    private static bool Apply(DirectoryInfo folder, string path, string text, bool isCheck)
    {
        string target = Path.Combine(folder.FullName, path);
        bool differs = !File.Exists(target) || File.ReadAllText(target) != text;
        if (differs && !isCheck)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text);
        }

        return differs;
    }
}
