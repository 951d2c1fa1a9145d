using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Examples.RangeCheck;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>Confirms that every field of an entry fits into its limbs.</summary>
/// <remarks>The limbs of unused slots are looked up too: so a limb needs no selector.</remarks>
/// <param name="logLimb">Bits of a limb, as many as the range table has.</param>
public readonly struct EntryLimbsAir(int logLimb) : IAir
{
    public string Name => "entry-limbs";

    public int MainWidth => EntryLimbsColumns.Count;

    public int PreprocessedWidth => 0;

    public int PublicCount => 0;

    public void Eval<TBuilder, TExpr>(ref TBuilder builder)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int slot = 0; slot < EntryLimbsColumns.Slots; slot++)
        {
            TExpr isReal = builder.Main(EntryLimbsColumns.IsReal(slot));
            builder.AssertBoolean(isReal);

            Poseidon2State<TExpr> buffer = default;
            Span<TExpr> fields = buffer.Elements(Entry.FieldCount);
            int column = EntryLimbsColumns.Limbs(slot);
            for (int field = 0; field < fields.Length; field++)
            {
                fields[field] = Compose<TBuilder, TExpr>(ref builder, ref column, Entry.LimbCounts[field]);
            }

            builder.Receive(EntryBuses.Fields, isReal, 1, fields);
        }
    }

    /// <summary>Σ limbᵢ·2^(i·logLimb), each limb below 2^logLimb.</summary>
    private TExpr Compose<TBuilder, TExpr>(ref TBuilder builder, ref int column, int limbCount)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr sum = default;
        for (int i = 0; i < limbCount; i++)
        {
            TExpr limb = builder.Main(column++);
            builder.Send(RangeBus.Range16, TExpr.From(Goldilocks.One), 1, limb);
            sum = i == 0 ? limb : sum + limb * new Goldilocks(1UL << (i * logLimb));
        }

        return sum;
    }
}
