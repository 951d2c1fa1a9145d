using System.Collections.Immutable;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Nodes, leaves and paths.</summary>
public sealed partial class CircuitBuilder
{
    /// <summary>node(left, right).</summary>
    public Wire Node(Wire left, Wire right) => Node(left, right, NewWire());

    /// <summary>States that a wire holds node(left, right).</summary>
    public Wire Node(Wire left, Wire right, Wire node)
    {
        _nodes.Add(new() { Current = SlotOf(left), Right = SlotOf(right), Out = SlotOf(node) });
        Add(new NodeOperation(_nodes.Count - 1, left, right, node));
        return node;
    }

    /// <summary>States that a leaf lies under a root, at an index whose bits choose the sides from the leaf up.</summary>
    /// <remarks>The siblings are the prover's: the tape has one digest per level, from the leaf up.</remarks>
    /// <param name="index">Below 2^<paramref name="depth"/>, which the path itself makes sure of; none if any index will do.</param>
    /// <param name="injected">Leaves of shorter matrices by the layer (log₂ of its length) they join.</param>
    public void Path(Wire leaf, Wire index, int depth, IReadOnlyDictionary<int, Wire> injected, Wire root)
    {
        List<PathStep> steps = [];
        for (int layer = depth - 1; layer >= 0; layer--)
        {
            steps.Add(new(IsSibling: true, default));
            if (injected.TryGetValue(layer, out Wire joining))
            {
                steps.Add(new(IsSibling: false, joining));
            }
        }

        if (steps.Count == 0)
        {
            throw new ArgumentException("A path has at least one step.", nameof(depth));
        }

        int first = _nodes.Count;
        for (int i = 0; i < steps.Count; i++)
        {
            bool isLast = i == steps.Count - 1;
            _nodes.Add(new()
            {
                Current = i == 0 ? SlotOf(leaf) : default,
                Index = i == 0 ? SlotOf(index) : default,
                Right = SlotOf(steps[i].Joining),
                Out = isLast ? SlotOf(root) : default,
                IsChained = !isLast,
                IsStep = steps[i].IsSibling,
                IndexFactor = isLast ? 0 : steps[i].IsSibling ? 2 : 1,
            });
        }

        Add(new PathOperation(first, [.. steps], leaf, index, root));
    }

    /// <summary>Hashes one row of the joined matrices of a tree and height, read from the tape, into its leaf.</summary>
    /// <param name="width">Base-field elements of the row.</param>
    /// <param name="kind">Whether they are base polynomials or, three by three, cubic ones.</param>
    /// <param name="cubicFactor">u of Σ uⁱ·fᵢ.</param>
    /// <param name="baseFactor">The base-field factor of a second sum; none if it is not wanted.</param>
    /// <param name="baseSum">The wire that the second sum must have.</param>
    public (Wire Digest, CircuitValue Sum) Leaf(int width, ColumnKind kind, CircuitValue cubicFactor, Wire baseFactor = default, Wire baseSum = default)
    {
        Wire factor = cubicFactor.ToWire(this);
        Wire digest = NewWire();
        Wire sum = NewWire();
        int blocks = (width + LeafOperation.Rate - 1) / LeafOperation.Rate;
        SpongeChain chain = new();
        for (int block = 0; block < blocks; block++)
        {
            bool isFirst = block == 0;
            bool isLast = block == blocks - 1;
            chain.Rows.Add(new()
            {
                Starts = isFirst,
                Capacity8 = isFirst ? Poseidon2MerkleHash.LeafTag : 0,
                Capacity9 = isFirst ? (ulong)width : 0,
                Pattern = PatternOf(kind, block),
                Continues = !isLast,
                Padding = isLast ? blocks * LeafOperation.Rate - width : 0,
                Output0 = isLast ? SlotOf(digest) : default,
                CubicFactor = isFirst ? SlotOf(factor) : default,
                CubicSum = isFirst ? SlotOf(sum) : default,
                BaseFactor = isFirst ? SlotOf(baseFactor) : default,
                BaseSum = isFirst ? SlotOf(baseSum) : default,
            });
        }

        _sponges.Add(chain);
        Add(new LeafOperation(chain, width, factor, baseFactor, digest, sum, baseSum));
        return (digest, ValueOf(sum));
    }

    /// <summary>A transcript's sponge, to which rows are added one by one.</summary>
    internal SpongeChain NewChain()
    {
        SpongeChain chain = new();
        _sponges.Add(chain);
        return chain;
    }

    internal TranscriptOperation AddTranscriptStep(SpongeChain chain, SpongeRow row)
    {
        chain.Rows.Add(row);
        TranscriptOperation step = new(chain, chain.Rows.Count - 1);
        Add(step);
        return step;
    }

    /// <summary>Eight elements go on by two within the three of a cubic polynomial.</summary>
    private static RowPattern PatternOf(ColumnKind kind, int block) => kind == ColumnKind.Base
        ? RowPattern.Base
        : (block * LeafOperation.Rate % 3) switch
        {
            0 => RowPattern.CubicPhase0,
            1 => RowPattern.CubicPhase1,
            _ => RowPattern.CubicPhase2,
        };
}
