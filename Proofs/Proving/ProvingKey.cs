using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>A program with its preprocessed columns, extended and committed to: computed once, used by every proof.</summary>
public sealed class ProvingKey : IDisposable
{
    private ProvingKey(VerifyingKey verifyingKey, NativeMatrix?[] traces, CommittedMatrices? preprocessed) =>
        (VerifyingKey, PreprocessedTraces, Preprocessed) = (verifyingKey, traces, preprocessed);

    public VerifyingKey VerifyingKey { get; }

    public StarkProgram Program => VerifyingKey.Program;

    /// <summary>Rows in natural order, per table; null for tables without preprocessed columns.</summary>
    internal IReadOnlyList<NativeMatrix?> PreprocessedTraces { get; }

    internal CommittedMatrices? Preprocessed { get; }

    /// <summary>Extends and commits to the preprocessed columns.</summary>
    /// <param name="preprocessed">One entry per table, null where it has no preprocessed columns. The key takes the matrices over.</param>
    public static ProvingKey Create(StarkProgram program, Workers workers, params ReadOnlySpan<NativeMatrix?> preprocessed)
    {
        NativeMatrix?[] traces = preprocessed.IsEmpty ? new NativeMatrix?[program.Tables.Length] : preprocessed.ToArray();
        Check(program, traces);
        CommitmentScheme scheme = new(program.Parameters.Fri, workers);
        CommittedMatrices? committed = program.HasPreprocessed ? scheme.Commit([.. traces.OfType<NativeMatrix>()]) : null;
        return new(new(program, committed?.Commitment), traces, committed);
    }

    public void Dispose()
    {
        Preprocessed?.Dispose();
        foreach (NativeMatrix? trace in PreprocessedTraces)
        {
            trace?.Dispose();
        }
    }

    private static void Check(StarkProgram program, NativeMatrix?[] traces)
    {
        if (traces.Length != program.Tables.Length)
        {
            throw new ArgumentException($"Program {program.Name} has {program.Tables.Length} tables; {traces.Length} preprocessed entries were given.");
        }

        for (int table = 0; table < traces.Length; table++)
        {
            int width = program.Shapes[table].Air.PreprocessedWidth;
            int height = 1 << program.Tables[table].MaxLogHeight;
            if ((traces[table]?.ColumnCount ?? 0) != width || (traces[table]?.RowCount ?? height) != height)
            {
                throw new ArgumentException(
                    $"{program.Tables[table].Table} needs {height} rows of {width} preprocessed columns; {traces[table]?.RowCount ?? 0} of {traces[table]?.ColumnCount ?? 0} were given.");
            }
        }
    }
}
