using System.Runtime.CompilerServices;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Airs.Symbolic;

/// <summary>Runs an AIR to learn its shape: which constraints it has, of which degree, over which cells.</summary>
internal readonly struct SymbolicBuilder(AirLimits limits) : IAirBuilder<SymbolicExpression>
{
    private readonly List<(string Name, SymbolicExpression Value)> _constraints = [];
    private readonly List<SymbolicInteraction> _interactions = [];
    private readonly HashSet<SymbolicKind> _read = [];

    public IReadOnlyList<(string Name, SymbolicExpression Value)> Constraints => _constraints;

    public IReadOnlyList<SymbolicInteraction> Interactions => _interactions;

    /// <summary>Whether the AIR asked for such a cell, even if it made nothing of it: other contexts must then have it.</summary>
    public bool HasRead(SymbolicKind kind) => _read.Contains(kind);

    public SymbolicExpression IsFirstRow => Leaf(SymbolicKind.IsFirstRow, 0);

    public SymbolicExpression IsLastRow => Leaf(SymbolicKind.IsLastRow, 0);

    public SymbolicExpression IsTransition => Leaf(SymbolicKind.IsTransition, 0);

    public SymbolicExpression Main(int column) => Leaf(SymbolicKind.Main, Checked(column, limits.MainWidth));

    public SymbolicExpression MainNext(int column) => Leaf(SymbolicKind.MainNext, Checked(column, limits.MainWidth));

    public SymbolicExpression Preprocessed(int column) => Leaf(SymbolicKind.Preprocessed, Checked(column, limits.PreprocessedWidth));

    public SymbolicExpression PreprocessedNext(int column) =>
        Leaf(SymbolicKind.PreprocessedNext, Checked(column, limits.PreprocessedWidth));

    public SymbolicExpression Public(int index) => Leaf(SymbolicKind.Public, Checked(index, limits.PublicCount));

    public void AssertZero(SymbolicExpression value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        _constraints.Add((name, value));

    public void Interact(
        Bus bus, Flow flow, SymbolicExpression multiplicity, ulong bound, ReadOnlySpan<SymbolicExpression> message) =>
        _interactions.Add(new(bus, flow, multiplicity, bound, message.ToArray()));

    private SymbolicExpression Leaf(SymbolicKind kind, int index)
    {
        _ = _read.Add(kind);
        return new(SymbolicNode.Leaf(kind, index));
    }

    private static int Checked(int index, int count) =>
        (uint)index < (uint)count ? index : throw new ArgumentOutOfRangeException(nameof(index), index, $"The AIR declares {count}.");
}

/// <summary>The counts an AIR declares, against which every reference is checked.</summary>
internal readonly record struct AirLimits(int MainWidth, int PreprocessedWidth, int PublicCount);

/// <summary>One call of Send, Receive or Provide.</summary>
internal sealed record SymbolicInteraction(
    Bus Bus, Flow Flow, SymbolicExpression Multiplicity, ulong Bound, SymbolicExpression[] Message);
