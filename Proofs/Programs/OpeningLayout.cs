using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Programs;

/// <summary>Which matrix stands where in the rounds of commitments, and at which points it is opened: known to both sides.</summary>
/// <remarks>
/// Rounds in order: preprocessed (if any table has such columns), main, auxiliary (if the program has buses), quotient.
/// Within a round, tables in order, those without such columns left out. Every matrix is opened at ζ; auxiliary ones also
/// at ω·ζ, and main and preprocessed ones if any AIR of their height reads the next row: the matrices of a round and
/// height share their points, so that a leaf's joined row is combined once for all of them. A quotient matrix holds the
/// parts q₀, q₁, … of Q(x) = Σ xᵏᴺ·q_k(x).
/// </remarks>
internal sealed class OpeningLayout
{
    /// <summary>Stands for any opening point where only counts matter.</summary>
    private static readonly GoldilocksCubic AnyPoint = new(default, Goldilocks.One, default);

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

    /// <summary>The rounds of a proof as a verifier opens them.</summary>
    public ClaimedRound[] ClaimedRounds(VerifyingKey key, StarkProof proof, GoldilocksCubic zeta)
    {
        Commitment?[] commitments = [key.Preprocessed, proof.Main, proof.Auxiliary, proof.Quotient];
        return
        [
            .. commitments.OfType<Commitment>().Zip(Shapes, PointsOf(zeta))
                .Select(round => new ClaimedRound(round.First, round.Second, round.Third)),
        ];
    }

    /// <summary>For all rounds in order at how many points each matrix is opened.</summary>
    public IReadOnlyList<IReadOnlyList<int>> PointCounts =>
        [.. PointsOf(AnyPoint).Select(round => (int[])[.. round.Select(points => points.Count)])];

    /// <summary>Claimed values of a proof: what the batching challenge combines.</summary>
    public long OpeningCount => Shapes.SelectMany(round => round)
        .Zip(PointCounts.SelectMany(round => round), (shape, points) => (long)shape.PolynomialCount * points)
        .Sum();

    /// <summary>The plan of the openings with a point that stands for any: counts do not depend on it.</summary>
    public OpeningPlan PlanAtAnyPoint => new(_program.Parameters.Fri, Shapes, PointsOf(AnyPoint));

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

    private GoldilocksCubic[][] PointsOf(ImmutableArray<int> tables, GoldilocksCubic zeta, Func<TableShape, bool> usesNext)
    {
        HashSet<int> heightsWithNext = [.. tables.Where(table => usesNext(_program.Shapes[table])).Select(table => _logHeights[table])];
        return
        [
            .. tables.Select(table => _logHeights[table]).Select(logHeight => heightsWithNext.Contains(logHeight)
                ? (GoldilocksCubic[])[zeta, zeta * Goldilocks.RootOfUnity(logHeight)]
                : [zeta]),
        ];
    }
}
