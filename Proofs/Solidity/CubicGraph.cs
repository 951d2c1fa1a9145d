using Rollup.Crypto;

namespace Rollup.Proofs.Solidity;

internal enum CubicOperation
{
    /// <summary>A word of the contract's memory; Left is its address, Right is 1 if it holds an element of the base field.</summary>
    Slot,

    /// <summary>An element of the base field, Left.</summary>
    Constant,
    Add,
    Subtract,
    Multiply,
}

/// <summary>One step of a <see cref="CubicGraph"/>: Left and Right are earlier nodes unless the operation says otherwise.</summary>
internal readonly record struct CubicNode(CubicOperation Operation, ulong Left, ulong Right)
{
    public bool IsLeaf => Operation is CubicOperation.Slot or CubicOperation.Constant;
}

/// <summary>Everything a constraint contract computes, over the cubic extension: each node uses earlier ones, none occurs twice.</summary>
internal sealed class CubicGraph
{
    private readonly Dictionary<CubicNode, int> _indices = [];
    private readonly List<CubicNode> _nodes = [];

    public IReadOnlyList<CubicNode> Nodes => _nodes;

    public int Slot(int address, bool isBase = false) => Index(new(CubicOperation.Slot, (ulong)address, isBase ? 1UL : 0));

    public int Constant(Goldilocks value) => Index(new(CubicOperation.Constant, value.Value, 0));

    public int Add(int left, int right)
    {
        if (IsConstant(left, out Goldilocks a) && IsConstant(right, out Goldilocks b))
        {
            return Constant(a + b);
        }

        return Is(left, 0) ? right : Is(right, 0) ? left : Index(new(CubicOperation.Add, (ulong)left, (ulong)right));
    }

    public int Subtract(int left, int right)
    {
        // A constant is added as its negative, which needs no multiple of p to stay above zero.
        return IsConstant(right, out Goldilocks b)
            ? Add(left, Constant(-b))
            : Index(new(CubicOperation.Subtract, (ulong)left, (ulong)right));
    }

    public int Multiply(int left, int right)
    {
        if (IsConstant(left, out Goldilocks a))
        {
            return IsConstant(right, out Goldilocks b) ? Constant(a * b) : Multiply(right, left);
        }

        return Is(right, 0) ? right : Is(right, 1) ? left : Index(new(CubicOperation.Multiply, (ulong)left, (ulong)right));
    }

    public bool IsConstant(int node, out Goldilocks value)
    {
        bool isConstant = _nodes[node].Operation == CubicOperation.Constant;
        value = isConstant ? new(_nodes[node].Left) : default;
        return isConstant;
    }

    /// <summary>Both sides of a product of two expressions; of anything else nothing.</summary>
    public int[] Factors(int node) =>
        _nodes[node].Operation == CubicOperation.Multiply ? [(int)_nodes[node].Left, (int)_nodes[node].Right] : [];

    /// <summary>A product without one of its factors.</summary>
    public int Cofactor(int product, int factor) =>
        (int)_nodes[product].Left == factor ? (int)_nodes[product].Right : (int)_nodes[product].Left;

    /// <summary>Whether a node is known to lie in the base field without being computed.</summary>
    public bool IsBaseLeaf(int node) => _nodes[node] is { Operation: CubicOperation.Constant } or { Operation: CubicOperation.Slot, Right: 1 };

    private bool Is(int node, ulong constant) => IsConstant(node, out Goldilocks value) && value.Value == constant;

    private int Index(CubicNode node)
    {
        if (!_indices.TryGetValue(node, out int index))
        {
            index = _nodes.Count;
            _nodes.Add(node);
            _indices.Add(node, index);
        }

        return index;
    }
}
