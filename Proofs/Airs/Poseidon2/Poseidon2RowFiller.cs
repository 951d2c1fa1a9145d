using Rollup.Crypto;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Completes traces whose first columns are one block of <see cref="Poseidon2Columns{TWidth, TSbox}"/>: inputs are there, S-boxes are not.</summary>
public static unsafe class Poseidon2RowFiller
{
    private const int Grain = 512;

    /// <summary>Fills all rows.</summary>
    /// <param name="trace">The inputs of every row are set, and so is every column after the block.</param>
    public static void Fill<TWidth, TSbox>(NativeMatrix trace, Workers workers)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox =>
        workers.ForRanges(trace.RowCount, Grain, (_, first, end) => Fill<TWidth, TSbox>(trace, first, end, workers.Path));

    /// <summary>Fills rows from <paramref name="first"/> up to <paramref name="end"/>, several at once where the machine can.</summary>
    public static void Fill<TWidth, TSbox>(NativeMatrix trace, int first, int end, VectorPath path)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
    {
        switch ((end - first) % LaneTranspose.Size == 0 ? path : VectorPath.Scalar)
        {
            case VectorPath.Avx512:
                Fill<TWidth, TSbox, PackedGoldilocks512>(trace, first, end);
                break;
            case VectorPath.Avx2:
                Fill<TWidth, TSbox, PackedGoldilocks256>(trace, first, end);
                break;
            default:
                Fill<TWidth, TSbox, PackedGoldilocks1>(trace, first, end);
                break;
        }
    }

    private static void Fill<TWidth, TSbox, TPacked>(NativeMatrix trace, int first, int end)
        where TWidth : IPoseidon2Width
        where TSbox : IPoseidon2Sbox
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        int columnCount = Poseidon2Columns<TWidth, TSbox>.Count;
        int panelCount = (columnCount + NativeMatrix.PanelWidth - 1) / NativeMatrix.PanelWidth;
        using NativeBuffer buffer = NativeBuffer.Zeroed((long)panelCount * NativeMatrix.PanelWidth * TPacked.Width);
        TPacked* columns = (TPacked*)buffer.Words;
        Span<TPacked> cells = new(columns, columnCount);
        Poseidon2State<TPacked> state = default;

        // The block's last panel is written as a whole, with the columns that follow the block in it.
        bool isLastShared = trace.ColumnCount > columnCount;
        for (int row = first; row < end; row += TPacked.Width)
        {
            PanelGather.Consecutive(trace, row, columns, 0, (TWidth.Value + NativeMatrix.PanelWidth - 1) / NativeMatrix.PanelWidth);
            if (isLastShared)
            {
                PanelGather.Consecutive(trace, row, columns, panelCount - 1, panelCount);
            }

            Poseidon2Witness.Fill<TWidth, TSbox, TPacked>(cells, state.Elements(TWidth.Value));
            PanelGather.Spread(columns, trace, row, panelCount);
        }
    }
}
