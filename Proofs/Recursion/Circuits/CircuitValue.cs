using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>An element of F³ that a circuit computes: a formula that fits one arithmetic row, or a constant.</summary>
/// <remarks>
/// Formulas are fused as they are written: a·b + c and 3·a − b + 5 take one row each, and a row only when something
/// needs the result as a wire. So constraints and verifiers are written with plain operators.
/// </remarks>
public readonly struct CircuitValue : IAlgebra<CircuitValue>
{
    private readonly Formula? _formula;

    private CircuitValue(Formula formula) => _formula = formula;

    private Formula Inner => _formula ?? Formula.Zero;

    public static CircuitValue From(Goldilocks value) => new(Formula.OfConstant(value));

    public static implicit operator CircuitValue(Goldilocks value) => From(value);

    internal static CircuitValue Of(CircuitBuilder builder, Wire wire) => new(Formula.OfWire(builder, wire));

    /// <summary>A wire that holds the value; the row that computes it is added if there is none yet.</summary>
    public Wire ToWire(CircuitBuilder builder) => Inner.ToWire(builder);

    /// <summary>States that <paramref name="wire"/>, which may be any wire, holds the value.</summary>
    internal void Define(CircuitBuilder builder, Wire wire) => Inner.Define(builder, wire);

    public static CircuitValue operator +(CircuitValue left, CircuitValue right) => new(Formula.Add(left.Inner, right.Inner));

    public static CircuitValue operator -(CircuitValue left, CircuitValue right) => left + -right;

    public static CircuitValue operator -(CircuitValue value) => value * -Goldilocks.One;

    public static CircuitValue operator *(CircuitValue left, Goldilocks right) => new(left.Inner.Times(right));

    public static CircuitValue operator *(CircuitValue left, CircuitValue right) => new(Formula.Multiply(left.Inner, right.Inner));
}
