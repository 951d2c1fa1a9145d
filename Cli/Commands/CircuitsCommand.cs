using System.CommandLine;
using Rollup.Cli.Output;
using Rollup.Cli.Recursion;
using Spectre.Console;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup circuits</c>: what the layers above the batches cost, before anything is proven.</summary>
public static class CircuitsCommand
{
    public static Command Create()
    {
        Command command = new("circuits", "List the circuits of recursion: rows by table, operations by kind.");
        command.WithExamples("./rollup circuits", "./rollup circuits --json");
        return command.Does((_, terminal) =>
        {
            var circuits = RecursionPrograms.All().Select(program => new { program.Name, program.Circuit.Cost }).ToList();
            terminal.Result(circuits, console => circuits.ForEach(circuit => console.WriteLine($"{circuit.Name}: {circuit.Cost}")));
            return ExitCode.Done;
        });
    }
}
