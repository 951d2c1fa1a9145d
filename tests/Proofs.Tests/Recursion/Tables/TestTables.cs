using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Tables;

/// <summary>The tables of a <see cref="TestCircuit"/>.</summary>
/// <param name="FirstSink">The sponge row with which the sinks start.</param>
internal sealed record TestTables(ExampleStatement Statement, SpongeRow[] Sponges, BitRow[] Bits, int FirstSink) : ILaidOutCircuit
{
    public NativeMatrix Arithmetic => Statement.Traces[TestCircuit.ArithmeticTable];

    public NativeMatrix Nodes => Statement.Traces[TestCircuit.NodeTable];

    public NativeMatrix Sponge => Statement.Traces[TestCircuit.SpongeTable];

    public NativeMatrix BitTable => Statement.Traces[TestCircuit.BitTable];

    public Goldilocks Bit(int row) => BitTable[row, BitColumns.Bit];

    public IReadOnlyList<TraceFault> Faults() =>
        TraceChecker.Check(Statement.Program, Statement.Preprocessed, Statement.Traces, Statement.PublicValues);

    /// <summary>The word that the tables state for a wire, the sinks aside.</summary>
    public Goldilocks[] Word(Slot wire) => Words()[wire.Address];

    /// <summary>Makes the sinks agree with the rest.</summary>
    public void FillSinks()
    {
        Dictionary<int, Goldilocks[]> words = Words();
        for (int row = FirstSink; row < Sponges.Length; row++)
        {
            SetWord(row, 0, Sponges[row].Word0);
            SetWord(row, 4, Sponges[row].Word1);
        }

        Poseidon2RowFiller.Fill<Width12, WholeSbox>(Sponge, FirstSink, Sponges.Length, VectorPath.Scalar);

        void SetWord(int row, int column, Slot wire)
        {
            for (int i = 0; i < 4 && wire.Multiplicity != 0; i++)
            {
                Sponge[row, column + i] = words[wire.Address][i];
            }
        }
    }

    private Dictionary<int, Goldilocks[]> Words()
    {
        Dictionary<int, Goldilocks[]> words = [];
        for (int table = 0; table < Statement.Traces.Length; table++)
        {
            int rowCount = table == TestCircuit.SpongeTable ? FirstSink : Statement.Traces[table].RowCount;
            for (int row = 0; row < rowCount; row++)
            {
                List<RowMessage> messages = [];
                RowBuilder builder = new(new(Statement.Traces[table], Statement.Preprocessed[table], [], row), [], messages);
                Statement.Program.Tables[table].Table.Evaluate(ref builder);
                foreach (RowMessage message in messages)
                {
                    words.TryAdd((int)message.Elements[0].Value, [.. message.Elements[1..]]);
                }
            }
        }

        return words;
    }
}
