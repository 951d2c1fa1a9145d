using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>A prover that keeps to the protocol but for one step.</summary>
internal sealed class DishonestProver(ProvingKey key, ExampleStatement statement) : ProofRun(
    key,
    Workers.All,
    statement.Traces,
    [.. statement.Traces.Select(trace => EvaluationDomain.LogOf(trace.RowCount))],
    statement.PublicValues,
    new(Transcript.Create(key.Program.Parameters.Fri.Hash), key.VerifyingKey),
    new())
{
    /// <summary>Added to the sum of each table, by table.</summary>
    public Func<int, GoldilocksCubic, GoldilocksCubic>? ChangeSum { get; init; }

    /// <summary>Changes the values of a table's quotient, on as many rows as they have.</summary>
    public Action<NativeMatrix>? ChangeQuotient { get; init; }

    /// <summary>Changes a table's auxiliary columns.</summary>
    public Action<int, NativeMatrix>? ChangeAuxiliary { get; init; }

    protected override (NativeMatrix Matrix, GoldilocksCubic Sum) FillAuxiliary(int table, BusChallenges challenges)
    {
        (NativeMatrix matrix, GoldilocksCubic sum) = base.FillAuxiliary(table, challenges);
        ChangeAuxiliary?.Invoke(table, matrix);
        return (matrix, ChangeSum?.Invoke(table, sum) ?? sum);
    }

    protected override NativeMatrix EvaluateQuotient(
        int table, CommittedMatrices main, CommittedMatrices? auxiliary, BusChallenges? challenges, GoldilocksCubic alpha)
    {
        NativeMatrix values = base.EvaluateQuotient(table, main, auxiliary, challenges, alpha);
        ChangeQuotient?.Invoke(values);
        return values;
    }
}
