using Rollup.Crypto;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Completes traces whose first columns are one block of <see cref="Poseidon2Columns{TWidth}"/>: inputs are there, S-boxes are not.</summary>
public static unsafe class Poseidon2RowFiller
{
    private const int Grain = 512;

    /// <summary>Fills all rows.</summary>
    /// <param name="trace">The inputs of every row are set; the rest of each row is overwritten.</param>
    public static void Fill<TWidth>(NativeMatrix trace, Workers workers)
        where TWidth : IPoseidon2Width =>
        workers.ForRanges(trace.RowCount, Grain, (_, first, end) => Fill<TWidth>(trace, first, end, workers.Path));

    /// <summary>Fills rows from <paramref name="first"/> up to <paramref name="end"/>, several at once where the machine can.</summary>
    public static void Fill<TWidth>(NativeMatrix trace, int first, int end, VectorPath path)
        where TWidth : IPoseidon2Width
    {
        switch ((end - first) % LaneTranspose.Size == 0 ? path : VectorPath.Scalar)
        {
            case VectorPath.Avx512:
                Fill<TWidth, PackedGoldilocks512>(trace, first, end);
                break;
            case VectorPath.Avx2:
                Fill<TWidth, PackedGoldilocks256>(trace, first, end);
                break;
            default:
                Fill<TWidth, PackedGoldilocks1>(trace, first, end);
                break;
        }
    }

    private static void Fill<TWidth, TPacked>(NativeMatrix trace, int first, int end)
        where TWidth : IPoseidon2Width
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        using NativeBuffer buffer = NativeBuffer.Zeroed((long)trace.PanelCount * NativeMatrix.PanelWidth * TPacked.Width);
        TPacked* columns = (TPacked*)buffer.Words;
        Span<TPacked> cells = new(columns, trace.PanelCount * NativeMatrix.PanelWidth);
        Poseidon2State<TPacked> state = default;
        for (int row = first; row < end; row += TPacked.Width)
        {
            PanelGather.Consecutive(trace, row, columns, TWidth.Value);
            Poseidon2Witness.Fill<TWidth, TPacked>(cells, state.Elements(TWidth.Value));
            PanelGather.Spread(columns, trace, row);
        }
    }
}
