namespace Rollup.Proofs.Airs.Symbolic;

/// <summary>A node of a constraint's expression; nodes are shared, so expressions form an acyclic graph.</summary>
internal sealed class SymbolicNode
{
    private SymbolicNode(SymbolicKind kind, ulong value, SymbolicNode? left, SymbolicNode? right, ConstraintDegree degree) =>
        (Kind, Value, Left, Right, Degree) = (kind, value, left, right, degree);

    public SymbolicKind Kind { get; }

    /// <summary>A constant's value, or the index of a column or public value.</summary>
    public ulong Value { get; }

    public SymbolicNode? Left { get; }

    public SymbolicNode? Right { get; }

    public ConstraintDegree Degree { get; }

    public static SymbolicNode Constant(ulong value) => new(SymbolicKind.Constant, value, null, null, default);

    public static SymbolicNode Leaf(SymbolicKind kind, int index) => new(kind, (ulong)index, null, null, ConstraintDegree.Of(kind));

    public static SymbolicNode Operation(SymbolicKind kind, SymbolicNode left, SymbolicNode? right)
    {
        ConstraintDegree other = right?.Degree ?? default;
        ConstraintDegree degree = kind == SymbolicKind.Multiply ? left.Degree.Times(other) : left.Degree.Plus(other);
        return new(kind, 0, left, right, degree);
    }
}
