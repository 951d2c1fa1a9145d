using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Airs;

/// <summary>What an AIR sees of one row while it states its constraints: the cells, and where to put the results.</summary>
/// <remarks>
/// Implemented by the prover (vectors of rows), the verifier (values at ζ), the symbolic evaluator and the row checker.
/// "Next" is the following row; the row after the last is the first, so what must not wrap around is multiplied by
/// <see cref="IsTransition"/>.
/// </remarks>
public interface IAirBuilder<TExpr>
    where TExpr : struct, IAlgebra<TExpr>
{
    TExpr Main(int column);

    TExpr MainNext(int column);

    TExpr Preprocessed(int column);

    TExpr PreprocessedNext(int column);

    TExpr Public(int index);

    /// <summary>1 on the first row, 0 on the others. Degree 1.</summary>
    TExpr IsFirstRow { get; }

    /// <summary>1 on the last row, 0 on the others. Degree 1.</summary>
    TExpr IsLastRow { get; }

    /// <summary>Zero on the last row, non-zero on the others. Costs no degree: x − ω⁻¹.</summary>
    TExpr IsTransition { get; }

    /// <summary>The constraint that <paramref name="value"/> is zero on every row.</summary>
    /// <param name="name">Names the constraint in reports; by default the expression as written.</param>
    void AssertZero(TExpr value, [CallerArgumentExpression(nameof(value))] string name = "");

    /// <summary>A message on a bus; see <see cref="BusExtensions"/> for the three ways to say it.</summary>
    void Interact(Bus bus, Flow flow, TExpr multiplicity, ulong bound, ReadOnlySpan<TExpr> message);
}
