using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Product·a·b + Left·a + Addend·c + Constant: what one arithmetic row computes, before it has a row.</summary>
internal sealed class Formula
{
    private readonly CircuitBuilder? _builder;
    private Wire _wire;

    private Formula(CircuitBuilder? builder) => _builder = builder;

    public static Formula Zero { get; } = new(null);

    private Goldilocks Product { get; init; }

    private Goldilocks Left { get; init; }

    private Goldilocks Addend { get; init; }

    private Goldilocks Constant { get; init; }

    private Wire A { get; init; }

    private Wire B { get; init; }

    private Wire C { get; init; }

    private bool IsConstant => Product.IsZero && Left.IsZero && Addend.IsZero;

    /// <summary>Left·a + Constant at most.</summary>
    private bool IsAffine => Product.IsZero && Addend.IsZero;

    /// <summary>Nothing but a wire.</summary>
    private bool IsWire => IsAffine && Left == Goldilocks.One && Constant.IsZero;

    public static Formula OfConstant(Goldilocks value) => new(null) { Constant = value };

    public static Formula OfWire(CircuitBuilder builder, Wire wire) => new(builder) { A = wire, Left = Goldilocks.One };

    public Formula Times(Goldilocks factor) => factor == Goldilocks.One ? this : new(_builder)
    {
        Product = Product * factor,
        Left = Left * factor,
        Addend = Addend * factor,
        Constant = Constant * factor,
        A = A,
        B = B,
        C = C,
    };

    public static Formula Add(Formula left, Formula right)
    {
        if (Fuse(left, right) is { } fused)
        {
            return fused;
        }

        // One of them gets a row; a product stays a formula if it can, since it can still take in an addend.
        return right.IsWire || (!right.Product.IsZero && !left.IsWire && left.Product.IsZero)
            ? Add(left.AsWire(), right)
            : Add(left, right.AsWire());
    }

    public static Formula Multiply(Formula left, Formula right)
    {
        if (left.IsConstant)
        {
            return right.Times(left.Constant);
        }

        if (right.IsConstant)
        {
            return left.Times(right.Constant);
        }

        Formula a = left.IsAffine ? left : left.AsWire();
        Formula b = right.IsAffine ? right : right.AsWire();

        // (k·a + c)·(l·b + d) = kl·ab + kd·a + cl·b + cd.
        return new(a._builder)
        {
            Product = a.Left * b.Left,
            A = a.A,
            B = b.A,
            Left = a.Left * b.Constant,
            Addend = a.Constant * b.Left,
            C = b.A,
            Constant = a.Constant * b.Constant,
        };
    }

    public Wire ToWire(CircuitBuilder builder)
    {
        if (_wire.IsNone)
        {
            _wire = IsConstant ? builder.Constant(Constant) : IsWire ? A : builder.NewWire();
            if (!IsConstant && !IsWire)
            {
                Define(builder, _wire);
            }
        }

        return _wire;
    }

    public void Define(CircuitBuilder builder, Wire wire) => builder.AddArithmetic(new()
    {
        A = Product.IsZero && Left.IsZero ? default : A,
        B = Product.IsZero ? default : B,
        C = Addend.IsZero ? default : C,
        D = wire,
        Product = Product,
        Left = Left,
        Addend = Addend,
        Constant = Constant,
    });

    /// <summary>Null when the sum does not fit one row.</summary>
    private static Formula? Fuse(Formula left, Formula right)
    {
        if (!left.Product.IsZero && !right.Product.IsZero)
        {
            return FuseProducts(left, right);
        }

        Formula product = left.Product.IsZero ? right : left;
        Span<(Wire Wire, Goldilocks Factor)> terms = stackalloc (Wire, Goldilocks)[4];
        int count = 0;
        Collect(left, terms, ref count);
        Collect(right, terms, ref count);
        return Fit(product, terms[..count], left.Constant + right.Constant, left._builder ?? right._builder);
    }

    /// <summary>Two multiples of one product are a multiple of it.</summary>
    private static Formula? FuseProducts(Formula left, Formula right)
    {
        if (left.A != right.A || left.B != right.B)
        {
            return null;
        }

        Span<(Wire Wire, Goldilocks Factor)> terms = stackalloc (Wire, Goldilocks)[4];
        int count = 0;
        Collect(left, terms, ref count);
        Collect(right, terms, ref count);
        Formula product = new(left._builder) { A = left.A, B = left.B, Product = left.Product + right.Product };
        return Fit(product, terms[..count], left.Constant + right.Constant, left._builder);
    }

    private static void Collect(Formula formula, Span<(Wire Wire, Goldilocks Factor)> terms, ref int count)
    {
        AddTerm(formula.A, formula.Left, terms, ref count);
        AddTerm(formula.C, formula.Addend, terms, ref count);
    }

    private static void AddTerm(Wire wire, Goldilocks factor, Span<(Wire Wire, Goldilocks Factor)> terms, ref int count)
    {
        if (factor.IsZero)
        {
            return;
        }

        for (int i = 0; i < count; i++)
        {
            if (terms[i].Wire == wire)
            {
                terms[i].Factor += factor;
                return;
            }
        }

        terms[count++] = (wire, factor);
    }

    /// <summary>Places up to two linear terms beside a product: one must be of a factor of the product, if there is one.</summary>
    private static Formula? Fit(
        Formula product, ReadOnlySpan<(Wire Wire, Goldilocks Factor)> terms, Goldilocks constant, CircuitBuilder? builder)
    {
        bool hasProduct = !product.Product.IsZero;
        (Wire a, Wire b) = hasProduct ? (product.A, product.B) : (default, default);
        int ofFactor = -1;
        for (int i = 0; hasProduct && i < terms.Length; i++)
        {
            if (terms[i].Wire == a || terms[i].Wire == b)
            {
                ofFactor = i;
            }
        }

        if (terms.Length > 2 || (terms.Length == 2 && hasProduct && ofFactor < 0))
        {
            return null;
        }

        if (terms.IsEmpty)
        {
            return new(builder) { Product = product.Product, A = a, B = b, Constant = constant };
        }

        // The term that stands at a; without a product any may.
        int first = hasProduct ? ofFactor : 0;
        int second = terms.Length == 2 ? 1 - first : hasProduct && first < 0 ? 0 : -1;
        if (hasProduct && first >= 0 && terms[first].Wire == b)
        {
            (a, b) = (b, a);
        }

        return new(builder)
        {
            Product = product.Product,
            A = hasProduct ? a : terms[first].Wire,
            B = b,
            Left = first >= 0 ? terms[first].Factor : default,
            C = second >= 0 ? terms[second].Wire : default,
            Addend = second >= 0 ? terms[second].Factor : default,
            Constant = constant,
        };
    }

    private Formula AsWire() => IsWire ? this : OfWire(_builder!, ToWire(_builder!));
}
