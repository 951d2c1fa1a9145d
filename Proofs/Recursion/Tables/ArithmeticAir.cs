using Rollup.Crypto;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Operations d = Product·a·b + Left·a + Addend·c + Constant over F³, several in a row.</summary>
/// <remarks>A lane that a circuit does not use has factors of zero, so its d is zero.</remarks>
/// <param name="lanes">Operations per row.</param>
public readonly struct ArithmeticAir(int lanes) : IAir
{
    public string Name => "arithmetic";

    public int MainWidth => lanes * ArithmeticColumns.LaneWidth;

    public int PreprocessedWidth => lanes * ArithmeticColumns.PreprocessedLaneWidth;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            EvalLane<TBuilder, TExpr>(ref builder, lane * ArithmeticColumns.LaneWidth, lane * ArithmeticColumns.PreprocessedLaneWidth);
        }
    }

    private static void EvalLane<TBuilder, TExpr>(ref TBuilder builder, int main, int preprocessed)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Cubic<TExpr> a = CubicCells.Main<TBuilder, TExpr>(ref builder, main + ArithmeticColumns.A);
        Cubic<TExpr> b = CubicCells.Main<TBuilder, TExpr>(ref builder, main + ArithmeticColumns.B);
        Cubic<TExpr> c = CubicCells.Main<TBuilder, TExpr>(ref builder, main + ArithmeticColumns.C);
        Cubic<TExpr> d = CubicCells.Main<TBuilder, TExpr>(ref builder, main + ArithmeticColumns.D);

        Cubic<TExpr> result = a * b * builder.Preprocessed(preprocessed + ArithmeticColumns.Product)
            + a * builder.Preprocessed(preprocessed + ArithmeticColumns.Left)
            + c * builder.Preprocessed(preprocessed + ArithmeticColumns.Addend)
            + builder.Preprocessed(preprocessed + ArithmeticColumns.Constant);
        CubicCells.AssertZero(ref builder, d - result, "d = Product·a·b + Left·a + Addend·c + Constant");

        builder.Hold(preprocessed + ArithmeticColumns.SlotA, a);
        builder.Hold(preprocessed + ArithmeticColumns.SlotB, b);
        builder.Hold(preprocessed + ArithmeticColumns.SlotC, c);
        builder.Hold(preprocessed + ArithmeticColumns.SlotD, d);
    }
}
