using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>Opens matrices of one height at false values. Slow, and with a place to cheat at each step.</summary>
internal sealed class ForgedOpening(FriParameters parameters, OpeningRound[] rounds, OpenedValues claims)
{
    private readonly OpeningPlan _plan = new(parameters, [.. rounds.Select(r => r.Matrices.Shapes)], [.. rounds.Select(r => r.Points)]);
    private readonly List<GoldilocksCubic[]> _layers = [];
    private readonly List<GoldilocksCubic> _betas = [];

    /// <summary>Other claims, once α is known.</summary>
    public Func<GoldilocksCubic, OpenedValues>? ClaimsAfterAlpha { get; init; }

    /// <summary>The values that the codeword is made with, where they are not those claimed.</summary>
    public OpenedValues? CodewordValues { get; init; }

    /// <summary>Does the work, or not.</summary>
    public ForgingGrinder Grinder { get; init; } = new(null);

    /// <summary>The layer whose unqueried elements are chosen once the queries are known, such that everything folds to zero.</summary>
    public int? FreeLayer { get; init; }

    /// <summary>Whether the first layer is a polynomial of low degree that has the codeword's values only at the first element of each leaf.</summary>
    public bool FitsFirstOfLeaves { get; init; }

    /// <summary>Whether layers are committed to only after the queries are known.</summary>
    public bool CommitsToLayersLast { get; init; }

    /// <summary>As many coefficients as the last codeword has elements: any codeword is such a polynomial.</summary>
    public bool SendsLongFinal { get; init; }

    /// <summary>Whether the final polynomial is made to go through the queried values.</summary>
    public bool ChoosesFinalLast { get; init; }

    public OpeningProof Prove(Transcript transcript)
    {
        OpeningTranscript order = new(transcript, _plan, Grinder);
        order.AbsorbOpenedValues(claims);
        GoldilocksCubic alpha = order.SampleBatchingChallenge()!.Value;
        OpenedValues claimed = ClaimsAfterAlpha?.Invoke(alpha) ?? claims;

        GoldilocksCubic[] current = CodewordOf(CodewordValues ?? claimed, alpha);
        current = FitsFirstOfLeaves ? ThroughFirstOfLeaves(current, _plan.Schedule.Rounds[0]) : current;
        List<Commitment> commitments = [];
        foreach ((int index, FoldingRound round) in _plan.Schedule.Rounds.Index())
        {
            commitments.Add(TreeOver(current, round).Commitment);
            _layers.Add(current);
            _betas.Add(order.SampleFoldingChallenge(index, commitments[^1])!.Value);
            current = index == FreeLayer ? new GoldilocksCubic[1 << round.LogFoldedLength] : Fold(current, round, _betas[^1]);
        }

        GoldilocksCubic[] final = FinalOf(current);
        order.AbsorbFinalPolynomial(final);
        int[] positions = IndexSet.Of(order.SampleQueries()!);
        return new()
        {
            Opened = claimed,
            LayerOpenings = [.. OpenLayers(positions, commitments)],
            Layers = [.. commitments],
            FinalPolynomial = [.. ChoosesFinalLast ? ThroughQueried(current, positions) : final],
            Nonces = [.. Grinder.Nonces],
            RowOpenings = [.. rounds.Select(round => round.Matrices.OpenRows(positions, _plan.Schedule.LogLength))],
        };
    }

    private GoldilocksCubic[] CodewordOf(OpenedValues values, GoldilocksCubic alpha)
    {
        int logLength = _plan.Schedule.LogLength;
        GoldilocksCubic[] codeword = new GoldilocksCubic[1 << logLength];
        foreach (BatchTerm term in Assert.Single(_plan.Batches).Terms)
        {
            MatrixShape shape = rounds[term.Round].Matrices.Shapes[term.Matrix];
            NativeMatrix matrix = rounds[term.Round].Matrices.Extended[term.Matrix];
            GoldilocksCubic[] factors = CubicBasis.ColumnFactors(shape, alpha);
            GoldilocksCubic value = CubicBasis.Combine(values[term.Round, term.Matrix, term.PointIndex].AsSpan(), alpha);
            for (int row = 0; row < codeword.Length; row++)
            {
                GoldilocksCubic combined = factors.Select((factor, column) => factor * matrix[row, column]).Aggregate((a, b) => a + b);
                GoldilocksCubic distance = term.Point - EvaluationDomain.CosetPoint(logLength, row);
                codeword[row] += alpha.Pow((ulong)term.Offset) * (value - combined) * distance.Inverse();
            }
        }

        return codeword;
    }

    private static GoldilocksCubic[] Fold(GoldilocksCubic[] codeword, FoldingRound round, GoldilocksCubic beta) =>
        [.. codeword.Chunk(round.Arity).Select((group, leaf) => FoldGroup(group, leaf, round, beta))];

    private static GoldilocksCubic FoldGroup(GoldilocksCubic[] group, int leaf, FoldingRound round, GoldilocksCubic beta) =>
        Folding.Fold(Coefficients(group), Folding.InverseOfFirst(leaf, round), beta);

    private static GoldilocksCubic[] Coefficients(GoldilocksCubic[] group)
    {
        GoldilocksCubic[] leaf = [.. group];
        Folding.Interpolate(leaf);
        return leaf;
    }

    private GoldilocksCubic[] FinalOf(GoldilocksCubic[] last)
    {
        // A prefix of the bit-reversed subgroup is the smaller subgroup.
        GoldilocksCubic[] coefficients = last[..(SendsLongFinal ? last.Length : 1 << _plan.Schedule.LogFinalLength)];
        Ntt.Interpolate<GoldilocksCubic>(coefficients, Goldilocks.One);
        return coefficients;
    }

    private GoldilocksCubic[] ThroughQueried(GoldilocksCubic[] last, int[] positions)
    {
        int[] queried = IndexSet.Ancestors(positions, _plan.Schedule.LogLength - EvaluationDomain.LogOf(last.Length));
        return Through(last, queried, 1 << _plan.Schedule.LogFinalLength);
    }

    private static GoldilocksCubic[] ThroughFirstOfLeaves(GoldilocksCubic[] codeword, FoldingRound round)
    {
        int[] firsts = [.. Enumerable.Range(0, codeword.Length).Where(position => position % round.Arity == 0)];
        GoldilocksCubic[] values = new GoldilocksCubic[codeword.Length];
        Through(codeword, firsts, firsts.Length).CopyTo(values, 0);
        Ntt.Evaluate<GoldilocksCubic>(values, Goldilocks.One);
        return values;
    }

    /// <summary>Newton's interpolation through the elements of a codeword at some positions.</summary>
    private static GoldilocksCubic[] Through(GoldilocksCubic[] codeword, int[] positions, int length)
    {
        int logLength = EvaluationDomain.LogOf(codeword.Length);
        GoldilocksCubic[] polynomial = new GoldilocksCubic[length];
        Assert.InRange(positions.Length, 1, polynomial.Length);
        GoldilocksCubic[] basis = new GoldilocksCubic[polynomial.Length + 1];
        basis[0] = GoldilocksCubic.One;
        foreach (int position in positions)
        {
            GoldilocksCubic x = EvaluationDomain.SubgroupPoint(logLength, position);
            GoldilocksCubic factor = (codeword[position] - CubicBasis.Combine(polynomial, x)) * CubicBasis.Combine(basis, x).Inverse();
            for (int i = 0; i < polynomial.Length; i++)
            {
                polynomial[i] += factor * basis[i];
            }

            for (int i = basis.Length - 1; i >= 0; i--)
            {
                basis[i] = (i > 0 ? basis[i - 1] : default) - x * basis[i];
            }
        }

        return polynomial;
    }

    private IEnumerable<FriLayerOpening> OpenLayers(int[] positions, List<Commitment> commitments)
    {
        int[] known = positions;
        foreach ((int index, FoldingRound round) in _plan.Schedule.Rounds.Index())
        {
            int[] leaves = IndexSet.Ancestors(known, round.LogArity);
            GoldilocksCubic[] layer = index == FreeLayer ? FoldingToZero(index, round, known, leaves) : _layers[index];
            MerkleTree tree = TreeOver(CommitsToLayersLast ? layer : _layers[index], round);
            commitments[index] = tree.Commitment;
            GoldilocksCubic[][] groups = [.. layer.Chunk(round.Arity)];
            yield return new([.. leaves.SelectMany(leaf => Coefficients(groups[leaf]).Skip(1))], tree.Open(leaves).Siblings);
            known = leaves;
        }
    }

    private GoldilocksCubic[] FoldingToZero(int index, FoldingRound round, int[] known, int[] leaves)
    {
        GoldilocksCubic[] layer = [.. _layers[index]];
        foreach (int leaf in leaves)
        {
            Range range = (leaf << round.LogArity)..((leaf + 1) << round.LogArity);
            int free = Enumerable.Range(leaf << round.LogArity, round.Arity).First(position => !known.Contains(position));

            // Folding is affine in each element.
            layer[free] = default;
            GoldilocksCubic at0 = FoldGroup(layer[range], leaf, round, _betas[index]);
            layer[free] = GoldilocksCubic.One;
            GoldilocksCubic at1 = FoldGroup(layer[range], leaf, round, _betas[index]);
            layer[free] = -at0 * (at1 - at0).Inverse();
        }

        return layer;
    }

    private MerkleTree TreeOver(GoldilocksCubic[] layer, FoldingRound round)
    {
        using Codeword codeword = new(round.LogLength);
        layer.CopyTo(codeword.Elements);
        codeword.InterpolateLeaves(round.LogArity, Workers.Single);
        return MerkleTree.Build(
            MerkleHash.Of(parameters.Hash), OpeningPlan.LayerShapeOf(parameters, round), [codeword.ToLeaves(round.LogArity)], Workers.Single);
    }
}

/// <summary>Works at all sites but one, where it sends a nonce it has not tried.</summary>
internal sealed class ForgingGrinder(string? idleSite, ulong idleNonce = 0) : IGrinder
{
    public List<ulong> Nonces { get; } = [];

    public bool Work(Transcript transcript, string site, int bitCount)
    {
        if (bitCount > 0 && site == idleSite)
        {
            _ = transcript.CheckGrinding(site, bitCount, idleNonce);
            Nonces.Add(idleNonce);
        }
        else if (bitCount > 0)
        {
            Nonces.Add(transcript.Grind(site, bitCount, Workers.Single));
        }

        return true;
    }
}
