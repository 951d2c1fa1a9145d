namespace Rollup.Proofs.Airs.Symbolic;

/// <summary>The degree of an expression as a polynomial in x over a table of N rows: at most Columns·(N − 1) + Transitions.</summary>
/// <param name="Columns">How many columns (or first-row and last-row selectors) are multiplied; each has degree N − 1.</param>
/// <param name="Transitions">How many transition selectors x − ω⁻¹ are multiplied; each has degree 1.</param>
public readonly record struct ConstraintDegree(int Columns, int Transitions)
{
    /// <summary>
    /// N-row polynomials it takes to hold the quotient by xᴺ − 1: the quotient has degree
    /// Columns·(N − 1) + Transitions − N, which must stay below QuotientChunks·N for every N.
    /// </summary>
    public int QuotientChunks => Math.Max(1, Math.Max(Columns - 1, Transitions));

    internal static ConstraintDegree Of(SymbolicKind kind) => kind switch
    {
        SymbolicKind.Public => default,
        SymbolicKind.IsTransition => new(0, 1),
        _ => new(1, 0),
    };

    internal ConstraintDegree Plus(ConstraintDegree other) =>
        new(Math.Max(Columns, other.Columns), Math.Max(Transitions, other.Transitions));

    internal ConstraintDegree Times(ConstraintDegree other) => new(Columns + other.Columns, Transitions + other.Transitions);
}
