using System.Collections.Immutable;
using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>One column of a committed matrix: round, matrix of the round, first base column.</summary>
internal readonly record struct Place(int Round, int Matrix, int Column);

/// <summary>A prover of false statements: it keeps the protocol's order and deviates where it is told to.</summary>
/// <param name="omitted">The label that it does not absorb.</param>
internal sealed class Forger(StarkProgram program, NativeMatrix?[] preprocessed, NativeMatrix[] traces, Goldilocks[] publicValues, string? omitted)
{
    private readonly ProvingKey _key = ProvingKey.Create(program, Workers.Single, preprocessed);
    private readonly CommitmentScheme _scheme = new(program.Parameters.Fri, Workers.Single);
    private readonly List<CommittedMatrices> _rounds = [];
    private OpeningLayout _layout = null!;
    private StarkTranscript _transcript = null!;

    public VerifyingKey Key => _key.VerifyingKey;

    /// <summary>As the statement will be, whatever was absorbed.</summary>
    public Goldilocks[] PublicValues { get; } = publicValues;

    /// <summary>What the transcript is shown in their place.</summary>
    public Goldilocks[] AbsorbedValues { get; init; } = publicValues;

    public ImmutableArray<int> LogHeights { get; init; } = [.. traces.Select(trace => EvaluationDomain.LogOf(trace.RowCount))];

    /// <summary>Whether a third table's sum pretends that the buses balance.</summary>
    public bool AddsBalancingSum { get; init; }

    /// <summary>Whether the second of two sums is given as what the first lacks.</summary>
    public bool PretendsBalance { get; init; }

    /// <summary>Where a polynomial of low degree is added after ζ is known, such that this table's constraints hold there.</summary>
    public (Place Place, int Table)? Repair { get; init; }

    /// <summary>Whether the repaired matrices are committed to, instead of those that the transcript was shown or not.</summary>
    public bool CommitsToRepair { get; init; }

    /// <summary>Changes the sums once α is known.</summary>
    public Action<Forger>? AfterAlpha { get; init; }

    /// <summary>Changes the values of the quotient of table 0.</summary>
    public Action<NativeMatrix>? ChangeQuotient { get; init; }

    /// <summary>Changes the public values or whatever else once ζ is known.</summary>
    public Action<Forger>? AfterZeta { get; init; }

    /// <summary>Makes the opening; null for the honest one.</summary>
    public Func<Forger, ForgedOpening>? Opening { get; init; }

    /// <summary>Makes the opening from the transcript, where there are several heights.</summary>
    public Func<Forger, Transcript, OpeningProof>? OpensAs { get; init; }

    public GoldilocksCubic[] Sums { get; set; } = [];

    public BusChallenges? Challenges { get; private set; }

    public GoldilocksCubic Alpha { get; private set; }

    public GoldilocksCubic Zeta { get; private set; }

    /// <summary>The true values of what is committed to, once ζ is known.</summary>
    public OpenedValues Truth { get; private set; } = null!;

    public OpeningRound[] Rounds => [.. _rounds.Zip(_layout.PointsOf(Zeta), (matrices, points) => new OpeningRound(matrices, points))];

    private ImmutableArray<GoldilocksCubic> ClaimedSums => AddsBalancingSum ? [.. Sums, -Sums.Aggregate((a, b) => a + b)] : [.. Sums];

    public StarkProof Prove()
    {
        _layout = new(program, LogHeights);
        _transcript = new(CreateSponge(program.Parameters.Fri, omitted), Key);
        _transcript.AbsorbStatement(LogHeights, AbsorbedValues);
        CommittedMatrices? fixedColumns = _key.Preprocessed, auxiliary = null;
        CommittedMatrices main = Commit(traces, ColumnKind.Base);
        Challenges = _transcript.AbsorbMain(main.Commitment);
        if (Challenges is not null)
        {
            auxiliary = Commit(FillAuxiliary(), ColumnKind.Cubic);
            _transcript.AbsorbAuxiliary(auxiliary.Commitment, ClaimedSums);
        }

        Alpha = _transcript.SampleAlpha();
        AfterAlpha?.Invoke(this);
        NativeMatrix[] parts = [.. _layout.Quotient.Select(table => LowDegreeExtension.ExtendParts(
            Quotient(table, fixedColumns, main, auxiliary), program.Shapes[table].QuotientChunks, program.Parameters.Fri.LogBlowup, Workers.Single))];
        CommittedMatrices quotient = _scheme.CommitExtended(parts, [.. parts.Select(_ => ColumnKind.Cubic)]);
        Zeta = _transcript.AbsorbQuotient(quotient.Commitment);
        _rounds.AddRange(new[] { fixedColumns, main, auxiliary, quotient }.OfType<CommittedMatrices>());
        CommittedMatrices[] shown = [.. _rounds];
        Truth = TrueValues();
        AfterZeta?.Invoke(this);
        if (Repair is { } repair)
        {
            CommittedMatrices repaired = AddTo(repair.Place, Solve(Truth, (values, d) => Shift(values, repair.Place, d), repair.Table));
            _rounds[repair.Place.Round] = repaired;
            shown[repair.Place.Round] = CommitsToRepair ? repaired : shown[repair.Place.Round];
        }

        StarkProof proof = Proof(Truth) with
        {
            Main = shown[_layout.MainRound].Commitment,
            Auxiliary = auxiliary is null ? null : shown[_layout.AuxiliaryRound].Commitment,
            Quotient = shown[_layout.QuotientRound].Commitment,
        };
        OpeningProof opening = OpensAs?.Invoke(this, _transcript.Inner)
            ?? Opening?.Invoke(this).Prove(_transcript.Inner)
            ?? _scheme.Open(_transcript.Inner, Rounds);
        return proof with { Opening = opening };
    }

    public static Transcript CreateSponge(FriParameters parameters, string? omitted)
    {
        Transcript sponge = Transcript.Create(parameters.Hash);
        sponge.Omitted = omitted;
        return sponge;
    }

    /// <summary>The step d for which the constraints of a table hold at ζ on the values that <paramref name="shift"/> makes of it.</summary>
    /// <remarks>Constraints must be affine in what is shifted: three equations in three unknowns of the base field.</remarks>
    public GoldilocksCubic Solve(OpenedValues values, Func<OpenedValues, GoldilocksCubic, OpenedValues> shift, int table)
    {
        GoldilocksCubic before = Residual(values, table);
        GoldilocksCubic[] effects =
        [
            .. new GoldilocksCubic[] { new(1, 0, 0), new(0, 1, 0), new(0, 0, 1) }.Select(unit => Residual(shift(values, unit), table) - before),
        ];
        return LinearSystem.Solve(effects, -before);
    }

    /// <summary>Adds a polynomial to one column's values: d·x on cubic columns, d₀ + d₁·x + d₂·x² on base columns.</summary>
    public OpenedValues Shift(OpenedValues values, Place place, GoldilocksCubic d) =>
        Change(values, place.Round, place.Matrix, (point, polynomials) =>
        {
            bool isCubic = _rounds[place.Round].Shapes[place.Matrix].Kind == ColumnKind.Cubic;
            int index = isCubic ? place.Column / 3 : place.Column;
            return polynomials.SetItem(index, polynomials[index] + Step(d, isCubic, Rounds[place.Round].Points[place.Matrix][point]));
        });

    public static OpenedValues Change(
        OpenedValues values, int round, int matrix, Func<int, ImmutableArray<GoldilocksCubic>, ImmutableArray<GoldilocksCubic>> change)
    {
        var points = values.Values[round][matrix].Select((polynomials, point) => change(point, polynomials)).ToImmutableArray();
        return new(values.Values.SetItem(round, values.Values[round].SetItem(matrix, points)));
    }

    private static GoldilocksCubic Step(GoldilocksCubic d, bool isCubic, GoldilocksCubic x) =>
        isCubic ? d * x : x * x * d.C2 + x * d.C1 + d.C0;

    /// <summary>What a table's constraints miss their quotient by, at ζ.</summary>
    private GoldilocksCubic Residual(OpenedValues values, int table)
    {
        ConstraintChecker checker = new(program, _layout, Proof(values), Zeta, Alpha, Challenges);
        return checker.Check(table, program.PublicValuesOf(table, PublicValues)) is { } failure ? failure.Actual - failure.Expected : default;
    }

    public GoldilocksCubic Residual(int table) => Residual(Truth, table);

    private StarkProof Proof(OpenedValues values) => new()
    {
        LogHeights = LogHeights,
        Main = _rounds[0].Commitment,
        Auxiliary = null,
        BusSums = ClaimedSums,
        Quotient = _rounds[0].Commitment,
        Opening = new() { Opened = values, Layers = [], FinalPolynomial = [], Nonces = [], RowOpenings = [], LayerOpenings = [] },
    };

    private CommittedMatrices Commit(NativeMatrix[] matrices, ColumnKind kind) => _scheme.Commit(matrices, kind);

    private NativeMatrix[] FillAuxiliary()
    {
        GoldilocksCubic[] sums = new GoldilocksCubic[_layout.Auxiliary.Length];
        NativeMatrix[] matrices = new NativeMatrix[sums.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            int table = _layout.Auxiliary[i];
            matrices[i] = new(traces[table].RowCount, program.Shapes[table].AuxiliaryWidth);
            sums[i] = program.Tables[table].Table.GenerateAuxiliary(
                new()
                {
                    Shape = program.Shapes[table],
                    Main = traces[table],
                    Preprocessed = _key.PreprocessedTraces[table],
                    PublicValues = program.PublicValuesOf(table, PublicValues),
                    BusChallenges = Challenges!,
                    Auxiliary = matrices[i],
                },
                Workers.Single);
        }

        Sums = PretendsBalance ? [sums[0], -sums[0]] : sums;
        return matrices;
    }

    private NativeMatrix Quotient(int table, CommittedMatrices? fixedColumns, CommittedMatrices main, CommittedMatrices? auxiliary)
    {
        TableShape shape = program.Shapes[table];
        NativeMatrix values = new((int)BitOperations.RoundUpToPowerOf2((uint)shape.QuotientChunks) << LogHeights[table], GoldilocksCubic.Degree);
        int fixedIndex = _layout.Preprocessed.IndexOf(table), auxiliaryIndex = _layout.Auxiliary.IndexOf(table);
        program.Tables[table].Table.EvaluateQuotient(
            new()
            {
                Shape = shape,
                LogHeight = LogHeights[table],
                Main = main.Extended[table],
                Preprocessed = fixedIndex < 0 ? null : fixedColumns!.Extended[fixedIndex],
                Auxiliary = auxiliaryIndex < 0 ? null : auxiliary!.Extended[auxiliaryIndex],
                PublicValues = program.PublicValuesOf(table, PublicValues),
                BusChallenges = Challenges,
                BusSum = auxiliaryIndex < 0 ? default : Sums[auxiliaryIndex],
                Alpha = Alpha,
                Values = values,
            },
            Workers.Single);
        if (table == 0)
        {
            ChangeQuotient?.Invoke(values);
        }

        return values;
    }

    private OpenedValues TrueValues() => _scheme.Open(Transcript.Create(program.Parameters.Fri.Hash), Rounds).Opened;

    /// <summary>A round's matrices with one column changed, committed to again.</summary>
    private CommittedMatrices AddTo(Place place, GoldilocksCubic d)
    {
        CommittedMatrices round = _rounds[place.Round];
        NativeMatrix[] copies = [.. round.Extended.Select(Copy)];
        NativeMatrix changed = copies[place.Matrix];
        bool isCubic = round.Shapes[place.Matrix].Kind == ColumnKind.Cubic;
        for (int row = 0; row < changed.RowCount; row++)
        {
            GoldilocksCubic step = Step(d, isCubic, EvaluationDomain.CosetPoint(EvaluationDomain.LogOf(changed.RowCount), row));
            for (int i = 0; i < (isCubic ? 3 : 1); i++)
            {
                changed[row, place.Column + i] += step[i];
            }
        }

        return _scheme.CommitExtended(copies, [.. round.Shapes.Select(shape => shape.Kind)]);
    }

    private static NativeMatrix Copy(NativeMatrix matrix)
    {
        NativeMatrix copy = new(matrix.RowCount, matrix.ColumnCount);
        for (int row = 0; row < matrix.RowCount; row++)
        {
            for (int column = 0; column < matrix.ColumnCount; column++)
            {
                copy[row, column] = matrix[row, column];
            }
        }

        return copy;
    }
}
