using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Symbolic;

/// <summary>An expression that remembers how it was made. Constants are folded, so x·0 + y is y.</summary>
public readonly struct SymbolicExpression : IAlgebra<SymbolicExpression>
{
    private static readonly SymbolicNode ZeroNode = SymbolicNode.Constant(0);

    private readonly SymbolicNode? _node;

    internal SymbolicExpression(SymbolicNode node) => _node = node;

    internal SymbolicNode Node => _node ?? ZeroNode;

    public ConstraintDegree Degree => Node.Degree;

    public static SymbolicExpression From(Goldilocks value) => new(SymbolicNode.Constant(value.Value));

    public static SymbolicExpression operator +(SymbolicExpression left, SymbolicExpression right)
    {
        if (left.IsConstant(out Goldilocks a) && right.IsConstant(out Goldilocks b))
        {
            return From(a + b);
        }

        return left.Is(0) ? right : right.Is(0) ? left : Operation(SymbolicKind.Add, left, right);
    }

    public static SymbolicExpression operator -(SymbolicExpression left, SymbolicExpression right)
    {
        if (left.IsConstant(out Goldilocks a) && right.IsConstant(out Goldilocks b))
        {
            return From(a - b);
        }

        return left.Is(0) ? -right : right.Is(0) ? left : Operation(SymbolicKind.Subtract, left, right);
    }

    public static SymbolicExpression operator -(SymbolicExpression value) =>
        value.IsConstant(out Goldilocks constant) ? From(-constant) : new(SymbolicNode.Operation(SymbolicKind.Negate, value.Node, null));

    public static SymbolicExpression operator *(SymbolicExpression left, SymbolicExpression right)
    {
        if (left.IsConstant(out Goldilocks a) && right.IsConstant(out Goldilocks b))
        {
            return From(a * b);
        }

        if (left.Is(0) || right.Is(0))
        {
            return default;
        }

        return left.Is(1) ? right : right.Is(1) ? left : Operation(SymbolicKind.Multiply, left, right);
    }

    public static SymbolicExpression operator *(SymbolicExpression left, Goldilocks right) => left * From(right);

    internal bool IsConstant(out Goldilocks value)
    {
        value = Node.Value;
        return Node.Kind == SymbolicKind.Constant;
    }

    private static SymbolicExpression Operation(SymbolicKind kind, SymbolicExpression left, SymbolicExpression right) =>
        new(SymbolicNode.Operation(kind, left.Node, right.Node));

    private bool Is(ulong constant) => Node.Kind == SymbolicKind.Constant && Node.Value == constant;
}
