using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>One worker's memory while it evaluates an AIR on packs of rows; 64-byte aligned, since spills across cache lines cost dearly.</summary>
internal sealed unsafe class RowScratch<TPacked> : IDisposable
    where TPacked : unmanaged, IPackedField<TPacked>
{
    private readonly NativeBuffer _memory;

    public RowScratch(TableShape shape, ReadOnlySpan<Goldilocks> publicValues)
    {
        int main = Padded(shape.Air.MainWidth), preprocessed = Padded(shape.Air.PreprocessedWidth), auxiliary = Padded(shape.AuxiliaryWidth);
        int interactions = shape.Air.Interactions.Length, columns = shape.Auxiliary.CubicColumns;
        int packs = GoldilocksCubic.Degree + 2 * (main + preprocessed + auxiliary) + shape.Air.Constraints.Length + interactions
            + GoldilocksCubic.Degree * (interactions + columns) + auxiliary;

        _memory = NativeBuffer.Zeroed((long)packs * TPacked.Width + publicValues.Length);
        TPacked* next = (TPacked*)_memory.Words;
        Main = Take(ref next, main);
        MainNext = Take(ref next, main);
        Preprocessed = Take(ref next, preprocessed);
        PreprocessedNext = Take(ref next, preprocessed);
        Auxiliary = Take(ref next, auxiliary);
        AuxiliaryNext = Take(ref next, auxiliary);
        Constraints = Take(ref next, shape.Air.Constraints.Length);
        Multiplicities = Take(ref next, interactions);
        Fingerprints = (PackedCubic<TPacked>*)Take(ref next, GoldilocksCubic.Degree * interactions);
        Columns = (PackedCubic<TPacked>*)Take(ref next, auxiliary);
        BusValues = (PackedCubic<TPacked>*)Take(ref next, GoldilocksCubic.Degree * columns);
        Folded = Take(ref next, GoldilocksCubic.Degree);
        PublicValues = (Goldilocks*)next;
        publicValues.CopyTo(new Span<Goldilocks>(PublicValues, publicValues.Length));
    }

    public TPacked* Main { get; private set; }

    public TPacked* MainNext { get; private set; }

    public TPacked* Preprocessed { get; private set; }

    public TPacked* PreprocessedNext { get; private set; }

    public TPacked* Auxiliary { get; private set; }

    public TPacked* AuxiliaryNext { get; private set; }

    public TPacked* Constraints { get; }

    public TPacked* Multiplicities { get; }

    public PackedCubic<TPacked>* Fingerprints { get; }

    public PackedCubic<TPacked>* Columns { get; }

    public PackedCubic<TPacked>* BusValues { get; }

    /// <summary>The three coefficients of the constraints' weighted sum.</summary>
    public TPacked* Folded { get; }

    public Goldilocks* PublicValues { get; }

    /// <summary>The rows that were next become the current ones.</summary>
    public void Advance()
    {
        TPacked* main = Main, preprocessed = Preprocessed, auxiliary = Auxiliary;
        Main = MainNext;
        MainNext = main;
        Preprocessed = PreprocessedNext;
        PreprocessedNext = preprocessed;
        Auxiliary = AuxiliaryNext;
        AuxiliaryNext = auxiliary;
    }

    public PackedRowBuilder<TPacked> NewBuilder(BusChallenges? challenges) => new()
    {
        MainCells = (Goldilocks*)Main,
        MainNextCells = (Goldilocks*)MainNext,
        PreprocessedCells = (Goldilocks*)Preprocessed,
        PreprocessedNextCells = (Goldilocks*)PreprocessedNext,
        PublicValues = PublicValues,
        Constraints = Constraints,
        Multiplicities = Multiplicities,
        Fingerprints = Fingerprints,
        Challenges = challenges,
    };

    public void Dispose() => _memory.Dispose();

    /// <summary>Whole panels are gathered, the last one's zero columns too.</summary>
    private static int Padded(int columns) => (columns + 7) & ~7;

    private static TPacked* Take(ref TPacked* next, int count)
    {
        TPacked* taken = next;
        next += count;
        return taken;
    }
}
