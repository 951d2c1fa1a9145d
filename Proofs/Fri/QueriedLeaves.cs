using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Fri;

/// <summary>The leaves of one folding round that the queries meet, as coefficients.</summary>
internal sealed class QueriedLeaves
{
    private readonly FoldingRound _round;
    private readonly QueriedValues _known;
    private readonly GoldilocksCubic[] _coefficients;

    /// <param name="known">Values of the round's codeword: at least one of each leaf.</param>
    /// <param name="opening">Has as many coefficients as it should; each leaf's first follows from its first known value.</param>
    public QueriedLeaves(FoldingRound round, QueriedValues known, FriLayerOpening opening)
    {
        ReadOnlySpan<GoldilocksCubic> sent = opening.Coefficients.AsSpan();
        (_round, _known) = (round, known);
        Indices = IndicesOf(round, known);
        _coefficients = new GoldilocksCubic[Indices.Length << round.LogArity];
        for (int i = 0, next = 0; i < Indices.Length; i++)
        {
            Span<GoldilocksCubic> leaf = _coefficients.AsSpan(i << round.LogArity, round.Arity);
            sent.Slice(i * (round.Arity - 1), round.Arity - 1).CopyTo(leaf[1..]);
            leaf[0] = known.Values[next] - Folding.Evaluate(leaf, known.Positions[next] & (round.Arity - 1));
            while (next < known.Positions.Length && known.Positions[next] >> round.LogArity == Indices[i])
            {
                next++;
            }
        }
    }

    /// <summary>Which leaves, ascending.</summary>
    public int[] Indices { get; }

    /// <summary>The coefficients of the leaf that stands at <paramref name="index"/> in <see cref="Indices"/>.</summary>
    public ReadOnlySpan<GoldilocksCubic> this[int index] => _coefficients.AsSpan(index << _round.LogArity, _round.Arity);

    public static CoefficientCountMismatch? CheckCount(int layer, FoldingRound round, QueriedValues known, FriLayerOpening opening)
    {
        int expected = IndicesOf(round, known).Length * (round.Arity - 1);
        return opening.Coefficients.Length == expected ? null : new(layer, expected, opening.Coefficients.Length);
    }

    /// <summary>The opening of the layer's tree: the leaves as rows.</summary>
    public MerkleOpening ToOpening(FriLayerOpening opening) =>
        new([[.. MemoryMarshal.Cast<GoldilocksCubic, Goldilocks>(_coefficients)]], opening.Siblings);

    /// <summary>The first known value that its leaf does not have: possible where two queries meet in a leaf.</summary>
    public LeafValueMismatch? FindMismatch(int layer)
    {
        for (int i = 0, leaf = 0; i < _known.Positions.Length; i++)
        {
            int position = _known.Positions[i];
            leaf += Indices[leaf] == position >> _round.LogArity ? 0 : 1;
            GoldilocksCubic value = Folding.Evaluate(this[leaf], position & (_round.Arity - 1));
            if (value != _known.Values[i])
            {
                return new(layer, position, _known.Values[i], value);
            }
        }

        return null;
    }

    /// <summary>One element for each leaf.</summary>
    public QueriedValues Fold(GoldilocksCubic beta)
    {
        GoldilocksCubic[] folded = new GoldilocksCubic[Indices.Length];
        for (int i = 0; i < folded.Length; i++)
        {
            folded[i] = Folding.Fold(this[i], Folding.InverseOfFirst(Indices[i], _round), beta);
        }

        return new(Indices, folded);
    }

    private static int[] IndicesOf(FoldingRound round, QueriedValues known) => IndexSet.Ancestors(known.Positions, round.LogArity);
}
