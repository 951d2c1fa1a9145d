using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>FRI, the prover's side: folds the codewords of all heights into one final polynomial.</summary>
/// <remarks>Specification, "FRI". The steps are numbered as in <see cref="FriVerifier"/>.</remarks>
internal sealed class FriProver(OpeningPlan plan, MerkleHash hash, Workers workers) : IDisposable
{
    private const int Grain = 1 << 9;

    /// <summary>Leaves as coefficients, and the trees over them.</summary>
    private readonly List<(Codeword Leaves, MerkleTree Tree)> _layers = [];

    /// <summary>Made for the first and longest round, of use to all.</summary>
    private Goldilocks[]? _inverses;

    /// <summary>Commit phase.</summary>
    /// <param name="codewords">One per height, tallest first; taken over.</param>
    /// <returns>The layers' commitments and the final polynomial.</returns>
    public (ImmutableArray<Commitment> Layers, ImmutableArray<GoldilocksCubic> Final) Commit(
        OpeningTranscript transcript, IEnumerable<Codeword> codewords)
    {
        Queue<Codeword> joining = new(codewords);
        ImmutableArray<Commitment>.Builder commitments = ImmutableArray.CreateBuilder<Commitment>();
        Codeword current = joining.Dequeue();

        foreach ((int index, FoldingRound round) in plan.Schedule.Rounds.Index())
        {
            // 3. Commit to the codeword's leaves as coefficients, sample β, fold; a codeword of the new length joins.
            current.InterpolateLeaves(round.LogArity, workers);
            MerkleTree tree = MerkleTree.Build(
                hash, OpeningPlan.LayerShapeOf(plan.Parameters, round), [current.ToLeaves(round.LogArity)], workers);
            _layers.Add((current, tree));
            commitments.Add(tree.Commitment);
            GoldilocksCubic beta = transcript.SampleFoldingChallenge(index, tree.Commitment)
                ?? throw new InvalidOperationException("The prover's own work was refused.");
            current = Fold(current, round, beta);
            if (joining.TryPeek(out Codeword? next) && next.LogLength == current.LogLength)
            {
                Join(current, joining.Dequeue(), Folding.JoinFactor(beta, round));
            }
        }

        // 4. The final polynomial.
        using Codeword last = current;
        GoldilocksCubic[] final = ToCoefficients(last.Elements, plan.Schedule.LogFinalLength);
        transcript.AbsorbFinalPolynomial(final);
        return (commitments.ToImmutable(), [.. final]);
    }

    /// <summary>Opens every layer at the leaves that the queries fold through.</summary>
    public ImmutableArray<FriLayerOpening> Open(ReadOnlySpan<int> positions)
    {
        ImmutableArray<FriLayerOpening>.Builder openings = ImmutableArray.CreateBuilder<FriLayerOpening>();
        int[] known = IndexSet.Of(positions.ToArray());
        foreach ((FoldingRound round, (Codeword leaves, MerkleTree tree)) in plan.Schedule.Rounds.Zip(_layers))
        {
            known = IndexSet.Ancestors(known, round.LogArity);
            openings.Add(new(CoefficientsToSend(leaves, known, round), tree.Open(known).Siblings));
        }

        return openings.ToImmutable();
    }

    public void Dispose()
    {
        foreach ((Codeword leaves, MerkleTree tree) in _layers)
        {
            leaves.Dispose();
            tree.Dispose();
        }
    }

    /// <summary>Of each leaf all coefficients but the first.</summary>
    private static ImmutableArray<GoldilocksCubic> CoefficientsToSend(Codeword leaves, int[] indices, FoldingRound round)
    {
        ImmutableArray<GoldilocksCubic>.Builder coefficients = ImmutableArray.CreateBuilder<GoldilocksCubic>(indices.Length * (round.Arity - 1));
        foreach (int index in indices)
        {
            coefficients.AddRange(leaves.Elements.Slice((index << round.LogArity) + 1, round.Arity - 1));
        }

        return coefficients.ToImmutable();
    }

    private Codeword Fold(Codeword leaves, FoldingRound round, GoldilocksCubic beta)
    {
        // Row 2i of the bit-reversed subgroup stands at i: the first element of leaf i at i·arity/2.
        Goldilocks[] inverses = _inverses ??= Folding.EvenInverses(Math.Max(1, 1 << round.LogLength >> 1));
        Codeword folded = new(round.LogFoldedLength);
        workers.ForRanges(1 << round.LogFoldedLength, Grain, (_, start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<GoldilocksCubic> leaf = leaves.Elements.Slice(i << round.LogArity, round.Arity);
                folded.Elements[i] = Folding.Fold(leaf, inverses[i << (round.LogArity - 1)], beta);
            }
        });
        return folded;
    }

    private void Join(Codeword folded, Codeword joining, GoldilocksCubic factor)
    {
        workers.ForRanges(folded.Elements.Length, Grain, (_, start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                folded.Elements[i] += factor * joining.Elements[i];
            }
        });
        joining.Dispose();
    }

    /// <summary>The polynomial whose values the codeword holds on its whole subgroup.</summary>
    /// <exception cref="InvalidOperationException">Its degree is too high: the codewords were not those of honest quotients.</exception>
    private static GoldilocksCubic[] ToCoefficients(ReadOnlySpan<GoldilocksCubic> codeword, int logLength)
    {
        // A prefix of the bit-reversed subgroup is the smaller subgroup.
        GoldilocksCubic[] coefficients = codeword[..(1 << logLength)].ToArray();
        Ntt.Interpolate<GoldilocksCubic>(coefficients, Goldilocks.One);

        GoldilocksCubic[] values = new GoldilocksCubic[codeword.Length];
        coefficients.CopyTo(values, 0);
        Ntt.Evaluate<GoldilocksCubic>(values, Goldilocks.One);
        return codeword.SequenceEqual(values)
            ? coefficients
            : throw new InvalidOperationException($"The folded codeword is no polynomial of {coefficients.Length} coefficients.");
    }
}
