using static Rollup.Proofs.Tests.PlainVerifier.PlainField;
using static Rollup.Proofs.Tests.PlainVerifier.PlainStarkVerifier;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Sections 6 and 7.</summary>
internal sealed class PlainOpeningVerifier(PlainProof proof, PlainCubic zeta)
{
    private readonly PlainShape _shape = proof.Shape;
    private readonly PlainParameters _parameters = proof.Shape.Program.Parameters;

    public void Verify(PlainTranscript transcript)
    {
        Queue<ulong> nonces = new(proof.Nonces);
        transcript.Absorb(proof.Values.SelectMany(round => round).SelectMany(matrix => matrix).SelectMany(point => point));
        RequireWork(transcript.HasWork(_parameters.CommitWork, nonces));
        PlainCubic alpha = transcript.SampleCubic();

        List<PlainCubic> betas = [];
        foreach (PlainDigest[] layer in proof.Layers)
        {
            transcript.Absorb(layer);
            RequireWork(transcript.HasWork(_parameters.CommitWork, nonces));
            betas.Add(transcript.SampleCubic());
        }

        transcript.Absorb(proof.Final);
        RequireWork(transcript.HasWork(_parameters.QueryWork, nonces));
        int[] queries = [.. Enumerable.Range(0, _parameters.Queries).Select(_ => transcript.SampleBits(_shape.LogLength))];

        for (int round = 0; round < _shape.Rounds.Length; round++)
        {
            PlainTree tree = _shape.Rounds[round].Tree;
            bool isRight = tree.Accepts(proof.Commitments[round], Ancestors(queries, tree.LogLeaves), proof.Openings[round]);
            Require(isRight, PlainVerdict.Opening, $"rows of round {round}");
        }

        CheckFolding(queries, alpha, betas);
    }

    private void CheckFolding(int[] queries, PlainCubic alpha, List<PlainCubic> betas)
    {
        int logLength = _shape.LogLength;
        SortedDictionary<int, PlainCubic> known = Codeword(logLength, queries, alpha);
        for (int i = 0; i < betas.Count; i++)
        {
            PlainFolding folding = _shape.Foldings[i];
            int arity = 1 << folding.LogArity;
            int[] leaves = [.. known.Keys.Select(position => position >> folding.LogArity).Distinct()];
            PlainCubic[] sent = proof.LayerOpenings[i].Coefficients;
            Require(sent.Length == leaves.Length * (arity - 1), PlainVerdict.Opening, $"coefficients of layer {i}");
            PlainCubic[][] coefficients = [.. leaves.Zip(sent.Chunk(arity - 1), (leaf, others) => Complete(leaf, folding.LogArity, others, known))];

            ulong[][] rows = [.. coefficients.Select(leaf => leaf.SelectMany(c => new[] { c.C0, c.C1, c.C2 }).ToArray())];
            bool isRight = _shape.LayerTree(folding).Accepts(proof.Layers[i], leaves, new([rows], proof.LayerOpenings[i].Digests));
            Require(isRight, PlainVerdict.Opening, $"leaves of layer {i}");
            foreach ((int position, PlainCubic value) in known)
            {
                PlainCubic[] leaf = coefficients[Array.IndexOf(leaves, position / arity)];
                Require(value == ValueOf(leaf, folding.LogArity, position % arity), PlainVerdict.Opening, $"value {position} of layer {i}");
            }

            logLength = folding.LogLength - folding.LogArity;
            PlainCubic joinFactor = PlainCubic.Power(betas[i], arity);
            SortedDictionary<int, PlainCubic> joining = Codeword(logLength, queries, alpha);
            known = new(leaves.Zip(coefficients).ToDictionary(
                leaf => leaf.First,
                leaf => Fold(leaf.Second, leaf.First, folding, betas[i]) + (joining.Count > 0 ? joinFactor * joining[leaf.First] : 0)));
        }

        foreach ((int position, PlainCubic value) in known)
        {
            Require(
                value == PlainCubic.Evaluate(proof.Final, SubgroupPoint(logLength, position)), PlainVerdict.Opening, $"final value at {position}");
        }
    }

    /// <summary>c₀ to c_{n−1}: c₀ from the first position of the leaf at which its value is known.</summary>
    private static PlainCubic[] Complete(int leaf, int logArity, PlainCubic[] others, SortedDictionary<int, PlainCubic> known)
    {
        int first = known.Keys.First(position => position >> logArity == leaf);
        return [known[first] - ValueOf([0, .. others], logArity, first - (leaf << logArity)), .. others];
    }

    /// <summary>v_t = Σ c_j·ρ_tʲ; ρ_t are the points of a codeword of 2ᵃ elements.</summary>
    private static PlainCubic ValueOf(PlainCubic[] coefficients, int logArity, int t) => PlainCubic.Evaluate(coefficients, SubgroupPoint(logArity, t));

    /// <summary>Σ c_j·(β/y₀)ʲ.</summary>
    private static PlainCubic Fold(PlainCubic[] coefficients, int leaf, PlainFolding folding, PlainCubic beta) =>
        PlainCubic.Evaluate(coefficients, beta * Inverse(SubgroupPoint(folding.LogLength, leaf << folding.LogArity)));

    /// <summary>The queried elements of the codeword of 2^logLength elements; none if no matrix has its height.</summary>
    private SortedDictionary<int, PlainCubic> Codeword(int logLength, int[] queries, PlainCubic alpha)
    {
        SortedDictionary<int, PlainCubic> codeword = [];
        int[] positions = Ancestors(queries, logLength);
        PlainCubic power = 1;
        int logHeight = logLength - _parameters.LogBlowup;
        foreach ((int point, int round, int matrix) in Openings(logHeight))
        {
            PlainRound committed = _shape.Rounds[round];
            PlainCubic z = point == 0 ? zeta : zeta * Root(logHeight);
            PlainCubic[] values = proof.Values[round][matrix][point];
            ulong[][] rows = proof.Openings[round].Rows[Array.IndexOf(committed.Tree.LogHeights, logLength)];
            for (int i = 0; i < positions.Length; i++)
            {
                PlainCubic[] row = Polynomials(committed.Tree.RowOf(matrix, rows[i]), committed.IsCubic);
                PlainCubic numerator = PlainCubic.Evaluate(values.Zip(row, (v, f) => v - f), alpha);
                PlainCubic term = power * numerator / (z - CosetPoint(logLength, positions[i]));
                codeword[positions[i]] = codeword.GetValueOrDefault(positions[i]) + term;
            }

            power *= PlainCubic.Power(alpha, values.Length);
        }

        return codeword;
    }

    /// <summary>What is opened of one height, in the order in which α's powers count.</summary>
    private IEnumerable<(int Point, int Round, int Matrix)> Openings(int logHeight) =>
        from point in new[] { 0, 1 }
        from round in Enumerable.Range(0, _shape.Rounds.Length)
        from matrix in Enumerable.Range(0, _shape.Rounds[round].Tables.Length)
        where _shape.LogHeights[_shape.Rounds[round].Tables[matrix]] == logHeight && point < _shape.Rounds[round].PointCounts[matrix]
        select (point, round, matrix);

    private static PlainCubic[] Polynomials(ulong[] row, bool isCubic) =>
        isCubic ? [.. row.Chunk(3).Select(c => new PlainCubic(c[0], c[1], c[2]))] : [.. row.Select(value => (PlainCubic)value)];

    /// <summary>The queried elements of a shorter codeword, distinct and ascending.</summary>
    private int[] Ancestors(int[] queries, int logLength) => [.. queries.Select(query => query >> (_shape.LogLength - logLength)).Distinct().Order()];

    private static void RequireWork(bool isThere) => Require(isThere, PlainVerdict.Work, "work is missing");
}
