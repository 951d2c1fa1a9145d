using System.Collections.Immutable;
using System.Globalization;
using Rollup.Crypto;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Airs;

/// <summary>A constraint that a row of a trace violates.</summary>
/// <param name="Constraint">Its place among the AIR's constraints.</param>
/// <param name="Name">The expression as written.</param>
/// <param name="Value">What it is instead of zero.</param>
public sealed record RowFault(int Row, int Constraint, string Name, Goldilocks Value)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"row {Row}: constraint {Constraint} ({Name}) is {Value}");
}

/// <summary>A message with a multiplicity other than zero.</summary>
public sealed record RowMessage(int Row, Bus Bus, Flow Flow, Goldilocks Multiplicity, ulong Bound, ImmutableArray<Goldilocks> Elements);
