namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>What a circuit costs on any machine: its rows, and the operations they come from.</summary>
/// <param name="Operations">How many there are of each kind.</param>
public sealed record CircuitCost(
    int ArithmeticRows, int NodeRows, int SpongeRows, int BitRows, int Wires, IReadOnlyDictionary<string, int> Operations)
{
    public override string ToString() =>
        $"{ArithmeticRows} arithmetic, {NodeRows} node, {SpongeRows} sponge and {BitRows} bit rows; {Wires} wires; "
        + string.Join(", ", Operations.Select(kind => $"{kind.Value} × {kind.Key}"));
}
