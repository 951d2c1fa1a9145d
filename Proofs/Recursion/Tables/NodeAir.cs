using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;

namespace Rollup.Proofs.Recursion.Tables;

/// <summary>Two-to-one hashes, alone or one after the other along a Merkle path. See <see cref="NodeRow"/>.</summary>
public readonly struct NodeAir : IAir
{
    public string Name => "node";

    public int MainWidth => NodeColumns.Count;

    public int PreprocessedWidth => NodeColumns.PreprocessedCount;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2State<TExpr> buffer = default;
        Span<TExpr> output = buffer.Elements(Width8.Value);
        Poseidon2Constraints.Permute<Width8, WholeSbox, TBuilder, TExpr>(ref builder, NodeColumns.Left, output);

        TExpr bit = builder.Main(NodeColumns.Bit);
        TExpr index = builder.Main(NodeColumns.Index);
        builder.AssertZero(bit * (bit - builder.Preprocessed(NodeColumns.IsStep)), "the bit is 0, or 1 on a step");
        builder.AssertZero(
            index - bit - builder.Preprocessed(NodeColumns.IndexFactor) * builder.MainNext(NodeColumns.Index), "index = bit + factor·next index");

        TExpr isChained = builder.Preprocessed(NodeColumns.IsChained);
        TExpr nextBit = builder.MainNext(NodeColumns.Bit);
        Poseidon2State<TExpr> currentBuffer = default;
        Span<TExpr> current = currentBuffer.Elements(NodeColumns.DigestLength);
        for (int i = 0; i < NodeColumns.DigestLength; i++)
        {
            TExpr left = builder.Main(NodeColumns.Left + i);
            output[i] += left;
            current[i] = Choose(bit, left, builder.Main(NodeColumns.Right + i));
            TExpr next = Choose(nextBit, builder.MainNext(NodeColumns.Left + i), builder.MainNext(NodeColumns.Right + i));
            builder.AssertZero(isChained * (next - output[i]), "the next row's current digest is this row's output");
        }

        builder.Hold(NodeColumns.SlotCurrent, current[0], current[1], current[2], current[3]);
        builder.Hold(
            NodeColumns.SlotRight,
            builder.Main(NodeColumns.Right),
            builder.Main(NodeColumns.Right + 1),
            builder.Main(NodeColumns.Right + 2),
            builder.Main(NodeColumns.Right + 3));
        builder.Hold(NodeColumns.SlotOut, output[0], output[1], output[2], output[3]);
        builder.Hold(NodeColumns.SlotIndex, index);
    }

    private static TExpr Choose<TExpr>(TExpr bit, TExpr left, TExpr right)
        where TExpr : struct, IAlgebra<TExpr> =>
        left + bit * (right - left);
}
