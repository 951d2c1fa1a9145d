using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>An AIR with one of its constraints left out.</summary>
internal readonly struct WithoutConstraint<TAir>(TAir air, int omitted) : IAir
    where TAir : struct, IAir
{
    public string Name => air.Name;

    public int MainWidth => air.MainWidth;

    public int PreprocessedWidth => air.PreprocessedWidth;

    public int PublicCount => air.PublicCount;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        OmittingBuilder<TBuilder, TExpr> omitting = new() { Inner = builder, Omitted = omitted };
        air.Eval<OmittingBuilder<TBuilder, TExpr>, TExpr>(ref omitting);
        builder = omitting.Inner;
    }
}

/// <summary>Passes everything on but one constraint.</summary>
internal struct OmittingBuilder<TInner, TExpr> : IAirBuilder<TExpr>
    where TInner : struct, IAirBuilder<TExpr>
    where TExpr : struct, IAlgebra<TExpr>
{
    private int _next;

    public TInner Inner;

    public int Omitted;

    public readonly TExpr IsFirstRow => Inner.IsFirstRow;

    public readonly TExpr IsLastRow => Inner.IsLastRow;

    public readonly TExpr IsTransition => Inner.IsTransition;

    public readonly TExpr Main(int column) => Inner.Main(column);

    public readonly TExpr MainNext(int column) => Inner.MainNext(column);

    public readonly TExpr Preprocessed(int column) => Inner.Preprocessed(column);

    public readonly TExpr PreprocessedNext(int column) => Inner.PreprocessedNext(column);

    public readonly TExpr Public(int index) => Inner.Public(index);

    public void AssertZero(TExpr value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (_next++ != Omitted)
        {
            Inner.AssertZero(value, name);
        }
    }

    public void Interact(Bus bus, Flow flow, TExpr multiplicity, ulong bound, ReadOnlySpan<TExpr> message) =>
        Inner.Interact(bus, flow, multiplicity, bound, message);
}
