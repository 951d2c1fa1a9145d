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
            Queue<PlainCubic> neighbours = new(proof.LayerOpenings[i].Neighbours);
            Require(neighbours.Count == leaves.Length * arity - known.Count, PlainVerdict.Opening, $"neighbours of layer {i}");
            PlainCubic[][] groups =
            [
                .. leaves.Select(leaf => Enumerable.Range(leaf * arity, arity)
                    .Select(position => known.TryGetValue(position, out PlainCubic value) ? value : neighbours.Dequeue()).ToArray()),
            ];

            ulong[][] rows = [.. groups.Select(group => group.SelectMany(e => new[] { e.C0, e.C1, e.C2 }).ToArray())];
            bool isRight = _shape.LayerTree(folding).Accepts(proof.Layers[i], leaves, new([rows], proof.LayerOpenings[i].Digests));
            Require(isRight, PlainVerdict.Opening, $"leaves of layer {i}");

            logLength = folding.LogLength - folding.LogArity;
            PlainCubic joinFactor = PlainCubic.Power(betas[i], arity);
            SortedDictionary<int, PlainCubic> joining = Codeword(logLength, queries, alpha);
            known = new(leaves.Zip(groups).ToDictionary(
                leaf => leaf.First,
                leaf => Fold(leaf.Second, leaf.First, folding, betas[i]) + (joining.Count > 0 ? joinFactor * joining[leaf.First] : 0)));
        }

        foreach ((int position, PlainCubic value) in known)
        {
            Require(
                value == PlainCubic.Evaluate(proof.Final, SubgroupPoint(logLength, position)), PlainVerdict.Opening, $"final value at {position}");
        }
    }

    /// <summary>2ᵃ neighbours into one: halves, log₂ arity times.</summary>
    private static PlainCubic Fold(PlainCubic[] group, int leaf, PlainFolding folding, PlainCubic beta)
    {
        int logLength = folding.LogLength;
        int first = leaf * group.Length;
        for (PlainCubic gamma = beta; group.Length > 1; gamma *= gamma, logLength--, first /= 2)
        {
            PlainCubic[] half = new PlainCubic[group.Length / 2];
            for (int r = 0; r < half.Length; r++)
            {
                ulong y = SubgroupPoint(logLength, first + 2 * r);
                PlainCubic even = (group[2 * r] + group[2 * r + 1]) * Inverse(2);
                PlainCubic odd = (group[2 * r] - group[2 * r + 1]) * Inverse(Multiply(2, y));
                half[r] = even + gamma * odd;
            }

            group = half;
        }

        return group[0];
    }

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
