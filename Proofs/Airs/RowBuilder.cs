using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Airs;

/// <summary>Evaluates an AIR on one row of a trace and keeps what is not zero, and every message.</summary>
internal readonly struct RowBuilder(RowCells cells, List<RowFault> faults, List<RowMessage> messages) : IAirBuilder<Goldilocks>
{
    private readonly StrongBox<int> _next = new(0);

    public Goldilocks IsFirstRow => cells.Row == 0 ? Goldilocks.One : Goldilocks.Zero;

    public Goldilocks IsLastRow => cells.NextRow == 0 ? Goldilocks.One : Goldilocks.Zero;

    public Goldilocks IsTransition => Goldilocks.One - IsLastRow;

    public Goldilocks Main(int column) => cells.Main[cells.Row, column];

    public Goldilocks MainNext(int column) => cells.Main[cells.NextRow, column];

    public Goldilocks Preprocessed(int column) => cells.Preprocessed![cells.Row, column];

    public Goldilocks PreprocessedNext(int column) => cells.Preprocessed![cells.NextRow, column];

    public Goldilocks Public(int index) => cells.PublicValues[index];

    public void AssertZero(Goldilocks value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        int constraint = _next.Value++;
        if (!value.IsZero)
        {
            faults.Add(new(cells.Row, constraint, name, value));
        }
    }

    public void Interact(Bus bus, Flow flow, Goldilocks multiplicity, ulong bound, ReadOnlySpan<Goldilocks> message)
    {
        if (!multiplicity.IsZero)
        {
            messages.Add(new(cells.Row, bus, flow, multiplicity, bound, [.. message]));
        }
    }
}

/// <summary>A row of a table, with the row that follows it.</summary>
internal sealed record RowCells(NativeMatrix Main, NativeMatrix? Preprocessed, Goldilocks[] PublicValues, int Row)
{
    public int NextRow => Row + 1 == Main.RowCount ? 0 : Row + 1;
}
