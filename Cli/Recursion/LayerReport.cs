using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Cli.Recursion;

/// <summary>One table of a layer.</summary>
/// <param name="Columns">Committed base-field columns: preprocessed, main, auxiliary and quotient.</param>
internal sealed record TableReport(string Name, long Rows, int Columns);

/// <summary>What a layer's proof costs.</summary>
/// <param name="Seconds">From the proof below to this one: execution, trace and proof.</param>
internal sealed record LayerReport(
    string Name, double Seconds, TableReport[] Tables, int ProofBytes, double VerifyMs, double SoundnessBits, bool Accepted)
{
    /// <summary>Verifies a proof, from its bytes, and says what it is.</summary>
    public static LayerReport Of(string name, TimeSpan time, ProvenStatement statement)
    {
        const int rounds = 3;
        StarkProgram program = statement.Key.Program;
        byte[] bytes = StarkProofFormat.Write(statement.Key, statement.Proof);
        StarkVerifier verifier = new(statement.Key);
        bool accepted = true;
        double best = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            accepted &= verifier.Verify(statement.PublicValues.AsSpan(), bytes) is null;
            best = Math.Min(best, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new(
            name,
            Math.Round(time.TotalSeconds, 2),
            [
                .. program.Shapes.Zip(statement.Proof.LogHeights, (shape, logHeight) =>
                    new TableReport(shape.Air.Name, 1L << logHeight, shape.Air.PreprocessedWidth + shape.CommittedWidth)),
            ],
            bytes.Length,
            Math.Round(best, 2),
            Math.Floor(program.Account(statement.Proof.LogHeights).Bits * 10) / 10,
            accepted);
    }

    /// <summary>"2^14 × 117 + 2^13 × 201".</summary>
    public string Size => string.Join(" + ", Tables.Select(table => $"2^{EvaluationDomain.LogOf((int)table.Rows)} × {table.Columns}"));
}
