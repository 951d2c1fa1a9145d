using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>Takes the root before to the root after, one entry a row: root' = node(root, digest) with <see cref="TreeHash.Node"/>.</summary>
/// <remarks>
/// <para>
/// Which digest stands at which position, and whether there is one, the sponge says: its message fixes isReal as well, so
/// this table needs no constraint on it. A row without an entry passes its root on.
/// </para>
/// <para>
/// Positions go up by one in both tables. As sender and receiver have the same number of rows, fewer than p, both start at
/// the same position, wherever that is.
/// </para>
/// <para>Public values: the root before, the root after; four elements each.</para>
/// </remarks>
public readonly struct RootChainAir : IAir
{
    public string Name => "root-chain";

    public int MainWidth => RootChainColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 8;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr isReal = builder.Main(RootChainColumns.IsReal);
        TExpr position = builder.Main(RootChainColumns.Position);
        Poseidon2State<TExpr> buffer = default;
        Span<TExpr> output = buffer.Elements(Width8.Value);
        Poseidon2Constraints.Permute<Width8, CubedSbox, TBuilder, TExpr>(ref builder, RootChainColumns.Root, output);

        builder.AssertZeroOnTransition(builder.MainNext(RootChainColumns.Position) - position - one, "next position");
        for (int i = 0; i < 4; i++)
        {
            TExpr root = builder.Main(RootChainColumns.Root + i);
            TExpr after = root + isReal * output[i]; // node(root, digest) = root + the permutation's first four elements
            builder.AssertZeroOnFirstRow(root - builder.Public(i), "root before");
            builder.AssertZeroOnTransition(builder.MainNext(RootChainColumns.Root + i) - after, "next root");
            builder.AssertZeroOnLastRow(after - builder.Public(4 + i), "root after");
        }

        const int digest = RootChainColumns.Digest;
        builder.Receive(
            EntryBuses.Digest, one, 1,
            position, isReal, builder.Main(digest), builder.Main(digest + 1), builder.Main(digest + 2), builder.Main(digest + 3));
    }
}
