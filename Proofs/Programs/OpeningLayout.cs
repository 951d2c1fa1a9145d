using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Programs;

/// <summary>Which matrix stands where in the rounds of commitments, and at which points it is opened: known to both sides.</summary>
/// <remarks>
/// Rounds in order: preprocessed (if any table has such columns), main, auxiliary (if the program has buses), quotient.
/// Within a round, tables in order, those without such columns left out. Every matrix is opened at ζ; main and
/// preprocessed ones also at ω·ζ if the AIR reads the next row, auxiliary ones always. A quotient matrix holds the parts
/// q₀, q₁, … of Q(x) = Σ xᵏᴺ·q_k(x).
/// </remarks>
internal sealed class OpeningLayout
{
    private readonly StarkProgram _program;
    private readonly IReadOnlyList<int> _logHeights;

    public OpeningLayout(StarkProgram program, IReadOnlyList<int> logHeights)
    {
        (_program, _logHeights) = (program, logHeights);
        Preprocessed = TablesWith(shape => shape.Air.PreprocessedWidth);
        Main = TablesWith(shape => shape.Air.MainWidth);
        Auxiliary = TablesWith(shape => shape.AuxiliaryWidth);
        Quotient = TablesWith(shape => shape.QuotientWidth);
    }

    /// <summary>For each matrix of the round its table.</summary>
    public ImmutableArray<int> Preprocessed { get; }

    public ImmutableArray<int> Main { get; }

    public ImmutableArray<int> Auxiliary { get; }

    public ImmutableArray<int> Quotient { get; }

    public int PreprocessedRound => 0;

    public int MainRound => Preprocessed.IsEmpty ? 0 : 1;

    public int AuxiliaryRound => MainRound + 1;

    public int QuotientRound => Auxiliary.IsEmpty ? MainRound + 1 : MainRound + 2;

    private IReadOnlyList<MatrixShape> PreprocessedShapes => ShapesOf(Preprocessed, shape => shape.Air.PreprocessedWidth);

    public IReadOnlyList<MatrixShape> MainShapes => ShapesOf(Main, shape => shape.Air.MainWidth);

    public IReadOnlyList<MatrixShape> AuxiliaryShapes => ShapesOf(Auxiliary, shape => shape.AuxiliaryWidth, ColumnKind.Cubic);

    public IReadOnlyList<MatrixShape> QuotientShapes => ShapesOf(Quotient, shape => shape.QuotientWidth, ColumnKind.Cubic);

    /// <summary>The matrices of all rounds in order.</summary>
    public IReadOnlyList<IReadOnlyList<MatrixShape>> Shapes =>
        Rounds([PreprocessedShapes, MainShapes, AuxiliaryShapes, QuotientShapes]);

    /// <summary>For all rounds in order the points of each matrix.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<GoldilocksCubic>>> PointsOf(GoldilocksCubic zeta) =>
        Rounds([PreprocessedPoints(zeta), MainPoints(zeta), AuxiliaryPoints(zeta), QuotientPoints(zeta)]);

    private IReadOnlyList<IReadOnlyList<GoldilocksCubic>> PreprocessedPoints(GoldilocksCubic zeta) =>
        PointsOf(Preprocessed, zeta, shape => shape.Air.UsesNextPreprocessed);

    private IReadOnlyList<IReadOnlyList<GoldilocksCubic>> MainPoints(GoldilocksCubic zeta) => PointsOf(Main, zeta, shape => shape.Air.UsesNextMain);

    private IReadOnlyList<IReadOnlyList<GoldilocksCubic>> AuxiliaryPoints(GoldilocksCubic zeta) => PointsOf(Auxiliary, zeta, _ => true);

    private IReadOnlyList<IReadOnlyList<GoldilocksCubic>> QuotientPoints(GoldilocksCubic zeta) => PointsOf(Quotient, zeta, _ => false);

    /// <summary>Leaves out the rounds that the program does not have.</summary>
    private static T[] Rounds<T>(IEnumerable<T> all)
        where T : IReadOnlyCollection<object> =>
        [.. all.Where(round => round.Count > 0)];

    private ImmutableArray<int> TablesWith(Func<TableShape, int> width) =>
        [.. Enumerable.Range(0, _program.Tables.Length).Where(table => width(_program.Shapes[table]) > 0)];

    private MatrixShape[] ShapesOf(ImmutableArray<int> tables, Func<TableShape, int> width, ColumnKind kind = ColumnKind.Base) =>
        [.. tables.Select(table => new MatrixShape(_logHeights[table], width(_program.Shapes[table]), kind))];

    private GoldilocksCubic[][] PointsOf(ImmutableArray<int> tables, GoldilocksCubic zeta, Func<TableShape, bool> usesNext) =>
    [
        .. tables.Select(table => usesNext(_program.Shapes[table])
            ? (GoldilocksCubic[])[zeta, zeta * Goldilocks.RootOfUnity(_logHeights[table])]
            : [zeta]),
    ];
}
