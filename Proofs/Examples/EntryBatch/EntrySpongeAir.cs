using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>Absorbs the entries, one a row, with a sponge of width 12; the digest after the last one is public.</summary>
/// <remarks>
/// <para>
/// The capacity starts at (<see cref="Tag"/>, 0, 0, 0) and goes on from row to row; an entry replaces the rate. The digest
/// of all entries so far is the first half of the rate after the permutation.
/// </para>
/// <para>No entry follows a row without one. Such a row absorbs what it likes, and passes the digest on. Of no entries the digest is zero.</para>
/// <para>Public values: the digest of all entries, four elements.</para>
/// </remarks>
public readonly struct EntrySpongeAir : IAir
{
    /// <summary>"entries" in ASCII: no other sponge starts like this one.</summary>
    public const ulong Tag = 0x65_6E_74_72_69_65_73;

    public string Name => "entry-sponge";

    public int MainWidth => EntrySpongeColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 4;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr one = TExpr.From(Goldilocks.One);
        TExpr isReal = builder.Main(EntrySpongeColumns.IsReal);
        TExpr nextIsReal = builder.MainNext(EntrySpongeColumns.IsReal);
        TExpr position = builder.Main(EntrySpongeColumns.Position);
        Poseidon2State<TExpr> buffer = default;
        Span<TExpr> output = buffer.Elements(Width12.Value);
        Poseidon2Constraints.Permute<Width12, CubedSbox, TBuilder, TExpr>(ref builder, EntrySpongeColumns.Entry, output);

        builder.AssertBoolean(isReal);
        builder.AssertZeroOnTransition(nextIsReal * (one - isReal));
        builder.AssertZeroOnTransition(builder.MainNext(EntrySpongeColumns.Position) - position - one, "next position");
        for (int i = 0; i < 4; i++)
        {
            TExpr capacity = builder.Main(EntrySpongeColumns.Capacity + i);
            TExpr start = TExpr.From(i == 0 ? new Goldilocks(Tag) : Goldilocks.Zero);
            builder.AssertZeroOnFirstRow(capacity - start, "first capacity");
            builder.AssertZeroOnTransition(
                builder.MainNext(EntrySpongeColumns.Capacity + i) - output[EntrySpongeColumns.Capacity + i], "next capacity");

            TExpr digest = builder.Main(EntrySpongeColumns.Digest + i);
            TExpr after = digest + isReal * (output[i] - digest);
            builder.AssertZeroOnFirstRow(digest, "first digest");
            builder.AssertZeroOnTransition(builder.MainNext(EntrySpongeColumns.Digest + i) - after, "next digest");
            builder.AssertZeroOnLastRow(after - builder.Public(i), "digest of all");
        }

        builder.Send(EntryBuses.Digest, one, 1, position, isReal, output[0], output[1], output[2], output[3]);
        SendFields<TBuilder, TExpr>(ref builder, isReal);
    }

    private static void SendFields<TBuilder, TExpr>(ref TBuilder builder, TExpr isReal)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        Poseidon2State<TExpr> buffer = default;
        Span<TExpr> fields = buffer.Elements(Entry.FieldCount);
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = builder.Main(EntrySpongeColumns.Entry + i);
        }

        builder.Send(EntryBuses.Fields, isReal, 1, fields);
    }
}
