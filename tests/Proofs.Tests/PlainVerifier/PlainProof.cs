namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>A folding round: a codeword of 2^LogLength elements, 2^LogArity of which become one.</summary>
internal sealed record PlainFolding(int LogLength, int LogArity);

/// <summary>A commitment of the statement, its matrices and their opening points.</summary>
/// <param name="Widths">By matrix: how many columns.</param>
/// <param name="PointCounts">By matrix: at how many points.</param>
internal sealed record PlainRound(int[] Tables, int[] Widths, bool IsCubic, int[] PointCounts, PlainTree Tree);

/// <summary>What follows from a program and the heights of its tables: which rounds there are and how they fold.</summary>
internal sealed class PlainShape
{
    public PlainShape(PlainProgram program, int[] logHeights)
    {
        (Program, LogHeights) = (program, logHeights);
        Fixed = Round(table => table.FixedColumns, _ => false, isCubic: false);
        Main = Round(table => table.MainColumns, table => table.ReadsNext, isCubic: false)!;
        Auxiliary = Round(table => 3 * table.Batches.Length, _ => true, isCubic: true);
        Quotient = Round(table => 3 * table.QuotientParts, _ => false, isCubic: true)!;

        int[] heights = [.. logHeights.Distinct().OrderDescending()];
        LogFinal = Math.Min(program.Parameters.LogFinalLength, heights[^1]);
        for (int h = heights[0]; h > LogFinal;)
        {
            int stop = Math.Max(LogFinal, heights.Where(other => other < h).Append(0).Max());
            int arity = Math.Min(program.Parameters.MaxLogArity, h - stop);
            Foldings.Add(new(h + program.Parameters.LogBlowup, arity));
            h -= arity;
        }
    }

    public PlainProgram Program { get; }

    public int[] LogHeights { get; }

    public PlainRound? Fixed { get; }

    public PlainRound Main { get; }

    public PlainRound? Auxiliary { get; }

    public PlainRound Quotient { get; }

    public PlainRound[] Rounds => [.. new[] { Fixed, Main, Auxiliary, Quotient }.OfType<PlainRound>()];

    public List<PlainFolding> Foldings { get; } = [];

    public int LogFinal { get; }

    /// <summary>log₂ of the length of the tallest codeword.</summary>
    public int LogLength => LogHeights.Max() + Program.Parameters.LogBlowup;

    public PlainTree LayerTree(PlainFolding folding) =>
        new(Program.Parameters, (folding.LogLength - folding.LogArity, 3 << folding.LogArity));

    private PlainRound? Round(Func<PlainTable, int> width, Func<PlainTable, bool> readsNext, bool isCubic)
    {
        int[] tables = [.. Enumerable.Range(0, Program.Tables.Length).Where(table => width(Program.Tables[table]) > 0)];
        int[] widths = [.. tables.Select(table => width(Program.Tables[table]))];
        return tables.Length == 0
            ? null
            : new(
                tables,
                widths,
                isCubic,
                [.. tables.Select(table => tables.Any(other => LogHeights[other] == LogHeights[table] && readsNext(Program.Tables[other])) ? 2 : 1)],
                new(Program.Parameters, [.. tables.Zip(widths, (table, w) => (LogHeights[table] + Program.Parameters.LogBlowup, w))]));
    }
}

/// <summary>A proof as read from bytes: sections 8 and 11.</summary>
internal sealed class PlainProof
{
    public PlainProof(PlainProgram program, byte[] bytes)
    {
        PlainParameters parameters = program.Parameters;
        PlainReader reader = new(bytes, parameters.IsKeccak);
        PlainReader.Require(reader.Bytes(6).AsSpan().SequenceEqual("RSTK\0\u0001"u8), "another file or version");
        PlainReader.Require(reader.Bytes(32).SequenceEqual(program.Hash.Words.SelectMany(PlainHash.BytesOf)), "another program");
        int[] logHeights = [.. reader.Bytes(program.Tables.Length).Select(height => (int)height)];
        foreach ((PlainTable table, int height) in program.Tables.Zip(logHeights))
        {
            PlainReader.Require(height <= table.MaxLogHeight && (!table.HasOneHeight || height == table.MaxLogHeight), "a height out of range");
        }

        Shape = new(program, logHeights);
        Main = reader.Digests(1 << Shape.Main.Tree.LogCap);
        Auxiliary = Shape.Auxiliary is { } auxiliary ? reader.Digests(1 << auxiliary.Tree.LogCap) : [];
        Sums = reader.Cubics(Shape.Auxiliary?.Tables.Length ?? 0);
        Quotient = reader.Digests(1 << Shape.Quotient.Tree.LogCap);

        Values =
        [
            .. Shape.Rounds.Select(round => round.PointCounts.Zip(round.Widths, (points, width) =>
                Enumerable.Range(0, points).Select(_ => reader.Cubics(round.IsCubic ? width / 3 : width)).ToArray()).ToArray()),
        ];
        Layers = [.. Shape.Foldings.Select(folding => reader.Digests(1 << Shape.LayerTree(folding).LogCap))];
        Final = reader.Cubics(1 << Shape.LogFinal);
        int nonces = (parameters.CommitWork > 0 ? 1 + Shape.Foldings.Count : 0) + (parameters.QueryWork > 0 ? 1 : 0);
        Nonces = reader.Elements(nonces);
        Openings = [.. Shape.Rounds.Select(round => round.Tree.Read(reader, parameters.Queries))];
        LayerOpenings =
        [
            .. Shape.Foldings.Select(folding =>
                (reader.Cubics(reader.Count(parameters.Queries * ((1 << folding.LogArity) - 1))), Shape.LayerTree(folding).ReadDigests(reader, parameters.Queries))),
        ];
        reader.End();
    }

    public PlainShape Shape { get; }

    public PlainDigest[] Main { get; }

    public PlainDigest[] Auxiliary { get; }

    public PlainCubic[] Sums { get; }

    public PlainDigest[] Quotient { get; }

    /// <summary>By round, matrix, point, polynomial.</summary>
    public PlainCubic[][][][] Values { get; }

    public PlainDigest[][] Layers { get; }

    public PlainCubic[] Final { get; }

    public ulong[] Nonces { get; }

    public PlainOpening[] Openings { get; }

    public (PlainCubic[] Coefficients, PlainDigest[] Digests)[] LayerOpenings { get; }

    /// <summary>The commitments in the order of the rounds.</summary>
    public PlainDigest[][] Commitments =>
    [
        .. new[] { Shape.Program.Fixed, Main, Shape.Auxiliary is null ? null : Auxiliary, Quotient }.OfType<PlainDigest[]>(),
    ];
}
