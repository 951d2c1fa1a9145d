using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Proving;

/// <summary>The prover's view of several rows at once: cells come from gathered columns, results go to plain lists.</summary>
/// <remarks>
/// AssertZero only stores. Folding with powers of α happens afterwards in a flat loop: with accumulators in here, the JIT
/// kept them in memory and a row of the Poseidon2 table took half as long again.
/// </remarks>
internal unsafe struct PackedRowBuilder<TPacked> : IAirBuilder<TPacked>
    where TPacked : unmanaged, IPackedField<TPacked>
{
    private int _constraintCount;
    private int _interactionCount;

    /// <summary>Gathered columns: column c is the pack at c · width.</summary>
    public Goldilocks* MainCells;

    public Goldilocks* MainNextCells;

    public Goldilocks* PreprocessedCells;

    public Goldilocks* PreprocessedNextCells;

    /// <summary>The table's public values.</summary>
    public Goldilocks* PublicValues;

    /// <summary>Receives the value of each constraint.</summary>
    public TPacked* Constraints;

    /// <summary>Receives the signed multiplicity of each message.</summary>
    public TPacked* Multiplicities;

    public PackedCubic<TPacked>* Fingerprints;

    public BusChallenges? Challenges;

    public TPacked IsFirstRow { readonly get; set; }

    public TPacked IsLastRow { readonly get; set; }

    public TPacked IsTransition { readonly get; set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TPacked Main(int column) => TPacked.Load(MainCells + column * TPacked.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TPacked MainNext(int column) => TPacked.Load(MainNextCells + column * TPacked.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TPacked Preprocessed(int column) => TPacked.Load(PreprocessedCells + column * TPacked.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TPacked PreprocessedNext(int column) => TPacked.Load(PreprocessedNextCells + column * TPacked.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TPacked Public(int index) => TPacked.From(PublicValues[index]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AssertZero(TPacked value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Constraints[_constraintCount++] = value;

    public void Interact(Bus bus, Flow flow, TPacked multiplicity, ulong bound, ReadOnlySpan<TPacked> message)
    {
        Multiplicities[_interactionCount] = flow == Flow.Send ? multiplicity : -multiplicity;
        Fingerprints[_interactionCount] =
            BusConstraints<RowAlgebra<TPacked>, PackedCubic<TPacked>, TPacked>.Fingerprint(Challenges!, bus, message);
        _interactionCount++;
    }

    /// <summary>After Eval: an AIR that states another number of constraints than it did symbolically has broken its contract.</summary>
    public readonly void CheckCounts(AirShape shape)
    {
        if (_constraintCount != shape.Constraints.Length || _interactionCount != shape.Interactions.Length)
        {
            throw new InvalidOperationException(
                $"{shape.Name} stated {_constraintCount} constraints and {_interactionCount} messages on a row; symbolically it stated {shape.Constraints.Length} and {shape.Interactions.Length}.");
        }
    }
}
