using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Narrow;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Recursion.Tables;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Narrow;

/// <summary>A <see cref="TestCircuit"/> on the narrow machine.</summary>
internal sealed class NarrowCircuit : ILaidOutCircuit
{
    private readonly CircuitRows _rows;

    public NarrowCircuit(TestCircuit circuit, ProofParameters? parameters = null)
    {
        _rows = circuit.Rows();
        Layout = NarrowLayout.Of(_rows.Sponges, _rows.Nodes, _rows.Arithmetic, _rows.Bits);
        int logHeight = Layout.LogHeight;
        Statement = new(
            Program(parameters ?? TestParameters.Quick(logBlowup: 3), logHeight),
            [NarrowPreprocessed.Create(Layout, logHeight)],
            [NarrowTrace.Create(Layout, _rows.Values, logHeight)],
            []);
        FillSinks();
    }

    public NarrowLayout Layout { get; }

    public ExampleStatement Statement { get; }

    public NativeMatrix Trace => Statement.Traces[0];

    public NativeMatrix Preprocessed => Statement.Preprocessed[0]!;

    public static StarkProgram Program(ProofParameters parameters, int logHeight) =>
        new("narrow", parameters, ProgramTable.OfHeight(Table.Of(new NarrowAir()), logHeight));

    public IReadOnlyList<TraceFault> Faults() =>
        TraceChecker.Check(Statement.Program, Statement.Preprocessed, Statement.Traces, Statement.PublicValues);

    public Goldilocks Bit(int row)
    {
        (int tableRow, int place) = BitPlace(row);
        return Trace[tableRow, place == 0 ? NarrowBitColumns.Bit : NarrowBitColumns.MoreBits + place - 1];
    }

    /// <summary>The row that has a bit of the circuit, and which of its bits it is.</summary>
    public (int Row, int Place) BitPlace(int bit)
    {
        int pack = bit / NarrowBitColumns.PackLength * NarrowBitColumns.PackLength;
        int row = Enumerable.Range(0, Layout.RowCount).Single(r => Layout.Rows[r] is { Kind: NarrowRowKind.Bits } placed
            && (placed.Source == bit || (placed.IsPacked && placed.Source == pack)));
        return (row, bit - Layout.Rows[row].Source);
    }

    /// <summary>The first row of a kind that belongs to a row of the circuit.</summary>
    public int Row(NarrowRowKind kind, int source) => RowAfter(kind, source, -1);

    /// <summary>The relay that shows the output of a permutation which starts at <paramref name="first"/>.</summary>
    public int RelayAfter(NarrowRowKind first, int source) => RowAfter(NarrowRowKind.Relay, source, Row(first, source));

    /// <summary>The word that the table states for a wire, the sinks aside.</summary>
    public Goldilocks[] Word(Slot wire) => Words()[wire.Address];

    /// <summary>Makes the sinks agree with the rest.</summary>
    public void FillSinks()
    {
        Dictionary<int, Goldilocks[]> words = Words();
        for (int row = 0; row < Layout.RowCount; row++)
        {
            if (IsSink(row))
            {
                SpongeRow sink = _rows.Sponges[Layout.Rows[row].Source];
                Trace.SetCells(row, 0, words[sink.Word0.Address]);
                Trace.SetCells(row, 4, words.GetValueOrDefault(sink.Word1.Address) ?? new Goldilocks[4]);
            }
        }
    }

    private int RowAfter(NarrowRowKind kind, int source, int after)
    {
        for (int row = after + 1; row < Layout.RowCount; row++)
        {
            NarrowRow placed = Layout.Rows[row];
            if (placed.Kind == kind && placed.Source == source)
            {
                return row;
            }
        }

        throw new ArgumentException($"There is no row {kind} of {source}.", nameof(kind));
    }

    private bool IsSink(int row) => Layout.Rows[row].Kind == NarrowRowKind.Sum && Layout.Rows[row].Source >= _rows.FirstSink;

    private Dictionary<int, Goldilocks[]> Words()
    {
        Dictionary<int, Goldilocks[]> words = [];
        for (int row = 0; row < Layout.RowCount; row++)
        {
            if (IsSink(row))
            {
                continue;
            }

            List<RowMessage> messages = [];
            RowBuilder builder = new(new(Trace, Preprocessed, [], row), [], messages);
            Statement.Program.Tables[0].Table.Evaluate(ref builder);
            foreach (RowMessage message in messages)
            {
                words.TryAdd((int)message.Elements[0].Value, [.. message.Elements[1..]]);
            }
        }

        return words;
    }
}
