using System.CommandLine;
using Rollup.Cli.Output;
using Rollup.Cli.Recursion;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Programs;
using Spectre.Console;

namespace Rollup.Cli.Commands;

/// <summary><c>rollup airs</c>: what every table of every program consists of, as the symbolic evaluator sees it.</summary>
public static class AirsCommand
{
    private static readonly Option<int> LogBlowup = new("--log-blowup")
    {
        Description = "Blow-up as a power of two; it limits degrees, and so how many messages share an auxiliary column. Recursion has its own.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        Command command = new("airs", "List every table that proofs are made of: columns, constraints, degrees, buses.") { LogBlowup };
        command.WithExamples("./rollup airs", "./rollup airs --log-blowup 3 --json");
        return command.Does((result, terminal) =>
        {
            List(Programs(ParametersFor(result.GetValue(LogBlowup))), terminal);
            return ExitCode.Done;
        });
    }

    private static ProofParameters ParametersFor(int logBlowup) => logBlowup switch
    {
        1 => StandardParameters.Blowup2,
        2 => StandardParameters.Blowup4,
        3 => StandardParameters.Blowup8,
        6 => StandardParameters.Blowup64,
        8 => StandardParameters.Blowup256,
        _ => throw new CommandFailedException(ExitCode.Usage, $"--log-blowup is {logBlowup}; there are parameters for 1, 2, 3, 6 and 8"),
    };

    private static StarkProgram[] Programs(ProofParameters parameters) =>
    [
        ExamplePrograms.Fibonacci(parameters),
        ExamplePrograms.Poseidon2Chain<Width8>(parameters),
        ExamplePrograms.Poseidon2Chain<Width12>(parameters),
        ExamplePrograms.RangeCheck(parameters),
        ExamplePrograms.FifthPower(parameters),
        ExamplePrograms.AskedPowers(parameters),
        ExamplePrograms.EntryBatch(parameters, new(logHeight: 18)),
        .. RecursionPrograms.All().Select(program => program.Program).Distinct(),
    ];

    private static void List(StarkProgram[] programs, Terminal terminal)
    {
        List<TableReport> rows =
        [
            .. programs.SelectMany(program => (TableReport[])[.. program.Shapes.Select(shape => TableOf(program, shape)), .. StatementOf(program)]),
        ];
        terminal.Result(rows, console =>
        {
            Spectre.Console.Table table = new Spectre.Console.Table().Border(TableBorder.None).AddColumns(
                "program", "table", "main", "pre", "aux", "quotient", "constraints", "degree", "buses");
            foreach (var row in rows)
            {
                string buses = string.Join(", ", row.Buses.Select(bus => $"{bus.MessagesPerRow} × {bus.Flow} {bus.Name}"));
                table.AddRow(
                    row.Program, row.Table, $"{row.MainColumns}", $"{row.PreprocessedColumns}", $"{row.AuxiliaryColumns}",
                    $"{row.QuotientColumns}", $"{row.Constraints}", $"{row.Degree}", Markup.Escape(buses));
            }

            console.Write(table);
        });
    }

    private static TableReport TableOf(StarkProgram program, TableShape shape) => new()
    {
        Program = program.Name,
        Table = shape.Air.Name,
        MainColumns = shape.Air.MainWidth,
        PreprocessedColumns = shape.Air.PreprocessedWidth,
        AuxiliaryColumns = shape.AuxiliaryWidth,
        QuotientColumns = shape.QuotientWidth,
        Constraints = shape.ConstraintCount,
        Degree = shape.Degree,
        PublicValues = shape.Air.PublicCount,
        Multiplications = shape.Air.Graph.MultiplicationCount,
        Buses =
        [
            .. shape.Air.Interactions.GroupBy(message => (message.Bus, message.Flow, message.Bound)).Select(group => new BusReport(
                group.Key.Bus.Name, group.Key.Bus.Width, group.Key.Bound == 0 ? "provide" : group.Key.Flow.ToString().ToLowerInvariant(),
                group.Key.Bound, group.Count())),
        ],
    };

    /// <summary>What the statement itself sends, as a table of one row without columns.</summary>
    private static IEnumerable<TableReport> StatementOf(StarkProgram program) => program.PublicMessages.IsEmpty
        ? []
        :
        [
            new()
            {
                Program = program.Name,
                Table = "(statement)",
                PublicValues = program.PublicCount,
                Buses = [.. program.PublicMessages.CountBy(message => message.Bus).Select(entry => new BusReport(entry.Key.Name, entry.Key.Width, "send", 1, entry.Value))],
            },
        ];

    private sealed record TableReport
    {
        public required string Program { get; init; }

        public required string Table { get; init; }

        public int MainColumns { get; init; }

        public int PreprocessedColumns { get; init; }

        public int AuxiliaryColumns { get; init; }

        public int QuotientColumns { get; init; }

        public int Constraints { get; init; }

        public int Degree { get; init; }

        public required int PublicValues { get; init; }

        public int Multiplications { get; init; }

        public required List<BusReport> Buses { get; init; }
    }

    private sealed record BusReport(string Name, int Width, string Flow, ulong Bound, int MessagesPerRow);
}
