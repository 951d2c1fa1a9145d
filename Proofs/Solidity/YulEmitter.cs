using System.Globalization;
using System.Numerics;
using Rollup.Crypto;

namespace Rollup.Proofs.Solidity;

/// <summary>Prints a <see cref="CubicGraph"/> as Yul: nested expressions, with a word of memory for what is used more than once.</summary>
/// <remarks>
/// An element is three limbs in a word, of 85 bits each (contracts/src/fields/Cubic.sol). Additions do not reduce; the
/// emitter knows a bound for the limbs of every expression and reduces where the next operation could leave the limb.
/// </remarks>
internal sealed class YulEmitter(CubicGraph graph, int firstTemporary)
{
    /// <summary>Nested operands wait on the stack, of which Yul reaches 16.</summary>
    private const int MaxStack = 9;

    /// <summary>What limbs may reach: below 2⁸⁵ with a bit to spare.</summary>
    private static readonly BigInteger LimbLimit = BigInteger.One << 84;

    private static readonly BigInteger Modulus = Goldilocks.Modulus;

    private readonly int[] _uses = new int[graph.Nodes.Count];
    private readonly Dictionary<int, (int Address, BigInteger Bound)> _stored = [];
    private readonly SortedDictionary<int, int> _multiples = [];
    private readonly Stack<int> _free = [];
    private readonly List<int> _given = [];
    private readonly List<string> _statements = [];
    private int _next = firstTemporary;

    /// <summary>How many statements are being put together, one within the other.</summary>
    private int _open;

    /// <param name="Text">A Yul expression.</param>
    /// <param name="Stack">Stack words it needs.</param>
    /// <param name="Bound">No limb is above it.</param>
    private sealed record Expression(string Text, int Stack, BigInteger Bound);

    /// <summary>One per line, in order.</summary>
    public IReadOnlyList<string> Statements => _statements;

    /// <summary>Words that must hold 2^k·p in each limb: k and address.</summary>
    public IReadOnlyDictionary<int, int> Multiples => _multiples;

    /// <summary>The end of the memory in use.</summary>
    public int End => _next;

    /// <summary>Counts a use of a root and those of everything under it; to be called for every use before anything is emitted.</summary>
    public void Count(int root)
    {
        Stack<int> open = new([root]);
        while (open.TryPop(out int index))
        {
            if (_uses[index]++ == 0 && !graph.Nodes[index].IsLeaf)
            {
                open.Push((int)graph.Nodes[index].Left);
                open.Push((int)graph.Nodes[index].Right);
            }
        }
    }

    /// <summary>Computes a node into memory.</summary>
    public void Store(int root)
    {
        if (!graph.Nodes[root].IsLeaf)
        {
            _ = Stored(root);
        }
    }

    /// <summary>Adds a statement that reverts unless two nodes are equal.</summary>
    public void RequireEqual(int left, int right, string otherwise)
    {
        _open++;
        Expression a = Operand(left);
        Expression b = Operand(right);
        Emit($"if iszero(eq(reduced({a.Text}), reduced({b.Text}))) {{ {otherwise} }}");
    }

    /// <summary>Ends a statement. Words given back are free again once no unfinished statement can mention them.</summary>
    private void Emit(string statement)
    {
        _statements.Add(statement);
        if (--_open == 0)
        {
            _given.ForEach(_free.Push);
            _given.Clear();
        }
    }

    /// <summary>A node as an operand: from memory if it is there or others will ask for it, else computed in place.</summary>
    private Expression Operand(int index)
    {
        CubicNode node = graph.Nodes[index];
        return node.Operation switch
        {
            CubicOperation.Slot => new(Load((int)node.Left), 1, Modulus - 1),
            CubicOperation.Constant => new(Word(node.Left), 1, node.Left),
            _ when _stored.ContainsKey(index) || _uses[index] > 1 => Stored(index),
            _ => Computed(index),
        };
    }

    private Expression Stored(int index)
    {
        if (!_stored.TryGetValue(index, out (int Address, BigInteger Bound) place))
        {
            _open++;
            Expression value = Computed(index);
            place = (TakeWord(), value.Bound);
            _stored.Add(index, place);
            Emit($"mstore({Word((ulong)place.Address)}, {value.Text})");
        }

        switch (--_uses[index])
        {
            case 0:
                _given.Add(place.Address);
                break;
            case < 0:
                throw new InvalidOperationException($"Node {index} is used more often than was counted; its word may hold something else by now.");
        }

        return new(Load(place.Address), 1, place.Bound);
    }

    private Expression Computed(int index)
    {
        CubicNode node = graph.Nodes[index];
        Expression value = node.Operation switch
        {
            CubicOperation.Add => Sum((int)node.Left, (int)node.Right),
            CubicOperation.Subtract => Difference((int)node.Left, (int)node.Right),
            CubicOperation.Multiply => Product((int)node.Left, (int)node.Right),
            _ => throw new InvalidOperationException($"Node {index} is a leaf and needs no computing."),
        };
        return value.Stack <= MaxStack ? value : Spilled(value);
    }

    private Expression Sum(int left, int right)
    {
        (Expression a, Expression b) = Ordered(Operand(left), Operand(right));
        (a, b) = Fitting(a, b);
        return Call("add", a, b, a.Bound + b.Bound);
    }

    /// <summary>a − b as a + 2^k·p − b, with the least k that keeps every limb from borrowing.</summary>
    private Expression Difference(int left, int right)
    {
        Expression b = Operand(right);
        Expression a = Operand(left);
        int k = MultipleFor(b.Bound);
        if (a.Bound + (Modulus << k) >= LimbLimit)
        {
            (a, b) = (Reduced(a), Reduced(b));
            k = 0;
        }

        BigInteger bound = a.Bound + (Modulus << k);
        Expression raised = a.Text == "0x0" ? new(Multiple(k), 1, bound) : Call("add", a, new(Multiple(k), 1, default), bound);
        return Call("sub", raised, b, bound);
    }

    private Expression Product(int left, int right)
    {
        if (graph.IsConstant(right, out Goldilocks constant))
        {
            return TimesConstant(Operand(left), constant);
        }

        if (graph.IsBaseLeaf(left))
        {
            (left, right) = (right, left);
        }

        if (left == right)
        {
            // Both mentions count as uses, so this one is in memory by now.
            _ = Operand(left);
            Expression operand = Operand(right);
            return new($"square({operand.Text})", operand.Stack + 1, Modulus - 1);
        }

        return graph.IsBaseLeaf(right)
            ? Call("scaled", Operand(left), Operand(right), Modulus - 1, isFunction: true)
            : MultipliedInOrder(Operand(left), Operand(right));
    }

    private static Expression MultipliedInOrder(Expression left, Expression right)
    {
        (left, right) = Ordered(left, right);
        return Call("product", left, right, Modulus - 1, isFunction: true);
    }

    /// <summary>By a small number, or a small negative one, all limbs at once.</summary>
    private Expression TimesConstant(Expression value, Goldilocks constant)
    {
        if (value.Bound * constant.Value < LimbLimit)
        {
            return Call("mul", value, Literal(constant), value.Bound * constant.Value);
        }

        Goldilocks negative = -constant;
        BigInteger bound = value.Bound * negative.Value;
        if (Modulus << MultipleFor(bound) < LimbLimit)
        {
            int k = MultipleFor(bound);
            return Call("sub", new(Multiple(k), 1, default), Call("mul", value, Literal(negative), bound), Modulus << k);
        }

        return Call("scaled", value, Literal(constant), Modulus - 1, isFunction: true);
    }

    private static Expression Literal(Goldilocks value) => new(Word(value.Value), 1, value.Value);

    /// <summary>Reduces the larger of two operands, and then the other, if their sum would not fit.</summary>
    private static (Expression A, Expression B) Fitting(Expression a, Expression b)
    {
        if (a.Bound + b.Bound >= LimbLimit)
        {
            (a, b) = a.Bound > b.Bound ? (Reduced(a), b) : (a, Reduced(b));
        }

        if (a.Bound + b.Bound >= LimbLimit)
        {
            (a, b) = (Reduced(a), Reduced(b));
        }

        return (a, b);
    }

    private static Expression Reduced(Expression value) =>
        value.Bound < Modulus ? value : new($"reduced({value.Text})", value.Stack + 1, Modulus - 1);

    /// <summary>Arguments are evaluated from the last to the first, so the one that needs more stack comes last.</summary>
    private static (Expression First, Expression Last) Ordered(Expression a, Expression b) => a.Stack > b.Stack ? (b, a) : (a, b);

    private static Expression Call(string name, Expression a, Expression b, BigInteger bound, bool isFunction = false) =>
        new($"{name}({a.Text}, {b.Text})", Math.Max(b.Stack, a.Stack + 1) + (isFunction ? 1 : 0), bound);

    private Expression Spilled(Expression value)
    {
        int address = TakeWord();
        _statements.Add($"mstore({Word((ulong)address)}, {value.Text})");
        _given.Add(address);
        return new(Load(address), 1, value.Bound);
    }

    private static int MultipleFor(BigInteger bound)
    {
        int k = 0;
        while (Modulus << k < bound)
        {
            k++;
        }

        return k;
    }

    private string Multiple(int k)
    {
        if (!_multiples.TryGetValue(k, out int address))
        {
            // Never given back: it is written once, before everything else.
            address = _next;
            _next += ConstraintFrame.WordBytes;
            _multiples.Add(k, address);
        }

        return Load(address);
    }

    private int TakeWord()
    {
        if (_free.TryPop(out int address))
        {
            return address;
        }

        _next += ConstraintFrame.WordBytes;
        return _next - ConstraintFrame.WordBytes;
    }

    private static string Load(int address) => $"mload({Word((ulong)address)})";

    private static string Word(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}
