using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Tests.Airs;

/// <summary>Evaluates an AIR on given words: main, next main, public values, the three selectors; keeps each constraint's value.</summary>
internal readonly struct RecordingBuilder(Goldilocks[] cells, int mainWidth, int publicCount, List<Goldilocks> constraints)
    : IAirBuilder<Goldilocks>
{
    public List<Goldilocks> Constraints => constraints;

    public Goldilocks IsFirstRow => cells[2 * mainWidth + publicCount];

    public Goldilocks IsLastRow => cells[2 * mainWidth + publicCount + 1];

    public Goldilocks IsTransition => cells[2 * mainWidth + publicCount + 2];

    public Goldilocks Main(int column) => cells[column];

    public Goldilocks MainNext(int column) => cells[mainWidth + column];

    public Goldilocks Preprocessed(int column) => throw new NotSupportedException("No preprocessed columns here.");

    public Goldilocks PreprocessedNext(int column) => throw new NotSupportedException("No preprocessed columns here.");

    public Goldilocks Public(int index) => cells[2 * mainWidth + index];

    public void AssertZero(Goldilocks value, [CallerArgumentExpression(nameof(value))] string name = "") => constraints.Add(value);

    public void Interact(Bus bus, Flow flow, Goldilocks multiplicity, ulong bound, ReadOnlySpan<Goldilocks> message)
    {
    }
}
