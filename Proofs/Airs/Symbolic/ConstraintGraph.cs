using System.Collections.Immutable;

namespace Rollup.Proofs.Airs.Symbolic;

/// <summary>One step of a <see cref="ConstraintGraph"/>.</summary>
/// <param name="Left">Index of an earlier node; for a leaf the constant or the column.</param>
/// <param name="Right">Index of an earlier node; zero for a leaf and for a negation.</param>
public readonly record struct GraphNode(SymbolicKind Kind, ulong Left, ulong Right);

/// <summary>All expressions of an AIR as one straight-line program: each node uses earlier nodes only, none occurs twice.</summary>
/// <remarks>This is what a circuit or a generated verifier walks, and what the program hash commits to.</remarks>
public sealed class ConstraintGraph
{
    private readonly Dictionary<SymbolicNode, int> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<GraphNode, int> _indices = [];
    private readonly List<GraphNode> _nodes = [];

    internal ConstraintGraph()
    {
    }

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>Nodes that multiply two expressions that both vary: the cost of an evaluation, nearly.</summary>
    public int MultiplicationCount => _nodes.Count(node => node.Kind == SymbolicKind.Multiply);

    public bool UsesPublic(int index) => _indices.ContainsKey(new(SymbolicKind.Public, (ulong)index, 0));

    /// <summary>The index of the expression's node, after adding what is not there yet.</summary>
    internal int Add(SymbolicExpression expression) => Add(expression.Node);

    internal ImmutableArray<int> Add(IEnumerable<SymbolicExpression> expressions) => [.. expressions.Select(Add)];

    private int Add(SymbolicNode node)
    {
        if (_seen.TryGetValue(node, out int known))
        {
            return known;
        }

        // Recursion is as deep as the longest chain of operations: hundreds for a permutation, not millions.
        GraphNode flat = node.Left is null
            ? new(node.Kind, node.Value, 0)
            : new(node.Kind, (ulong)Add(node.Left), node.Right is null ? 0 : (ulong)Add(node.Right));

        if (!_indices.TryGetValue(flat, out int index))
        {
            index = _nodes.Count;
            _nodes.Add(flat);
            _indices.Add(flat, index);
        }

        _seen.Add(node, index);
        return index;
    }
}
