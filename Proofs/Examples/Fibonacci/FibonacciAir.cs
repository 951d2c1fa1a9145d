using Rollup.Crypto;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Examples.Fibonacci;

/// <summary>Row i holds terms i and i + 1 of the sequence that starts with two public values; the last row's second term is public.</summary>
public readonly struct FibonacciAir : IAir
{
    public const int FirstTerm = 0;
    public const int SecondTerm = 1;
    public const int LastTerm = 2;

    public string Name => "fibonacci";

    public int MainWidth => FibonacciColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 3;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr current = builder.Main(FibonacciColumns.Current);
        TExpr following = builder.Main(FibonacciColumns.Following);
        TExpr nextCurrent = builder.MainNext(FibonacciColumns.Current);
        TExpr nextFollowing = builder.MainNext(FibonacciColumns.Following);

        builder.AssertZeroOnFirstRow(current - builder.Public(FirstTerm));
        builder.AssertZeroOnFirstRow(following - builder.Public(SecondTerm));
        builder.AssertZeroOnTransition(nextCurrent - following);
        builder.AssertZeroOnTransition(nextFollowing - (current + following));
        builder.AssertZeroOnLastRow(following - builder.Public(LastTerm));
    }
}
