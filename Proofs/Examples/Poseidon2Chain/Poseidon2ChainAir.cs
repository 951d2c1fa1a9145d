using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Examples.Poseidon2Chain;

/// <summary>A permutation per row, each on the output of the row before: the last row's output is the first row's input, permuted N times.</summary>
/// <remarks>Public values: the input of the first row, then the output of the last.</remarks>
public readonly struct Poseidon2ChainAir<TWidth> : IAir
    where TWidth : IPoseidon2Width
{
    public string Name => $"poseidon2-{TWidth.Value}";

    public int MainWidth => Poseidon2Columns<TWidth, CubedSbox>.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 2 * TWidth.Value;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2State<TExpr> buffer = default;
        Span<TExpr> output = buffer.Elements(TWidth.Value);
        Poseidon2Constraints.Permute<TWidth, CubedSbox, TBuilder, TExpr>(ref builder, Poseidon2Columns<TWidth, CubedSbox>.Input, output);

        for (int i = 0; i < TWidth.Value; i++)
        {
            int input = Poseidon2Columns<TWidth, CubedSbox>.Input + i;
            builder.AssertZeroOnFirstRow(builder.Main(input) - builder.Public(i), "first input");
            builder.AssertZeroOnTransition(builder.MainNext(input) - output[i], "next input");
            builder.AssertZeroOnLastRow(output[i] - builder.Public(TWidth.Value + i), "last output");
        }
    }
}
