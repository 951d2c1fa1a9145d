using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>A finished circuit: rows for a machine to lay out, and the operations that find the rows' values.</summary>
public sealed class Circuit
{
    public required ImmutableArray<ArithmeticRow> Arithmetic { get; init; }

    public required ImmutableArray<NodeRow> Nodes { get; init; }

    public required ImmutableArray<SpongeRow> Sponges { get; init; }

    public required ImmutableArray<BitRow> Bits { get; init; }

    /// <summary>Wires 1 … PublicWordCount hold the public values, four each; the statement puts them on the wire bus.</summary>
    public required int PublicWordCount { get; init; }

    public required int WireCount { get; init; }

    internal ImmutableArray<Operation> Operations { get; init; } = [];

    internal ImmutableArray<(int Operation, string Name)> Scopes { get; init; } = [];

    internal ImmutableArray<(string Name, Wire Wire)> Names { get; init; } = [];

    /// <summary>Where the word of public values 4·index … 4·index + 3 is.</summary>
    public static int AddressOfPublicWord(int index) => index + 1;

    /// <summary>Finds the value of every wire and row in one pass.</summary>
    /// <param name="tape">What the prover chooses, in the order in which the circuit asks for it.</param>
    public CircuitExecution Execute(ReadOnlyMemory<Goldilocks> tape) => CircuitExecution.Run(this, tape);

    /// <summary>Rows per table and operations by kind.</summary>
    public CircuitCost Cost => new(
        Arithmetic.Length,
        Nodes.Length,
        Sponges.Length,
        Bits.Length,
        WireCount,
        Operations.GroupBy(operation => operation.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Count()));

    public override string ToString() => Cost.ToString();

    /// <summary>The part of the circuit an operation belongs to.</summary>
    internal string ScopeOf(int operation) =>
        Scopes.LastOrDefault(scope => scope.Operation <= operation).Name ?? "circuit";
}
