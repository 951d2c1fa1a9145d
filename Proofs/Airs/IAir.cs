using Rollup.Crypto;

namespace Rollup.Proofs.Airs;

/// <summary>An algebraic intermediate representation: the columns of a table and the constraints on its rows.</summary>
/// <remarks>
/// Implemented by a <c>readonly struct</c>, so that every context that runs <see cref="Eval"/> gets its own machine code
/// without a virtual call per constraint. Parameters of a family of AIRs (a width, a lane count) are fields or type
/// parameters of the struct; whatever they are, two calls of <see cref="Eval"/> make the same calls in the same order.
/// </remarks>
public interface IAir
{
    /// <summary>Names the AIR in reports; part of the program's hash. Places of one AIR in a program share it.</summary>
    string Name { get; }

    /// <summary>Columns the prover commits for each proof.</summary>
    int MainWidth { get; }

    /// <summary>Columns fixed with the program, committed once.</summary>
    int PreprocessedWidth { get; }

    /// <summary>Public values the constraints refer to.</summary>
    int PublicCount { get; }

    /// <summary>States every constraint and every message of one row, and of its step to the next.</summary>
    void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>;
}
