using Rollup.Crypto;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Completes traces whose first columns are one block of <see cref="Poseidon2Columns{TWidth}"/>: inputs are there, S-boxes are not.</summary>
public static unsafe class Poseidon2RowFiller
{
    /// <summary>Fills all rows, several at once where the machine can.</summary>
    /// <param name="trace">The inputs of every row are set; the rest of each row is overwritten.</param>
    public static void Fill<TWidth>(NativeMatrix trace, Workers workers)
        where TWidth : IPoseidon2Width
    {
        switch (trace.RowCount < LaneTranspose.Size ? VectorPath.Scalar : workers.Path)
        {
            case VectorPath.Avx512:
                Fill<TWidth, PackedGoldilocks512>(trace, workers);
                break;
            case VectorPath.Avx2:
                Fill<TWidth, PackedGoldilocks256>(trace, workers);
                break;
            default:
                Fill<TWidth, PackedGoldilocks1>(trace, workers);
                break;
        }
    }

    private static void Fill<TWidth, TPacked>(NativeMatrix trace, Workers workers)
        where TWidth : IPoseidon2Width
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        const int grain = 64;
        workers.ForRanges(trace.RowCount / TPacked.Width, grain, (_, first, end) =>
        {
            using NativeBuffer buffer = NativeBuffer.Zeroed((long)trace.PanelCount * NativeMatrix.PanelWidth * TPacked.Width);
            Span<TPacked> cells = new(buffer.Words, trace.PanelCount * NativeMatrix.PanelWidth);
            Poseidon2State<TPacked> state = default;
            for (int step = first; step < end; step++)
            {
                int row = step * TPacked.Width;
                PanelGather.Consecutive(trace, row, (TPacked*)buffer.Words, TWidth.Value);
                Poseidon2Witness.Fill<TWidth, TPacked>(cells, ((Span<TPacked>)state)[..TWidth.Value]);
                PanelGather.Spread((TPacked*)buffer.Words, trace, row);
            }
        });
    }
}
