using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>The formulas of buses over a circuit's values, where base field and extension are one.</summary>
internal readonly struct CircuitAlgebra : IChallengeAlgebra<CircuitValue, CircuitValue>
{
    public static CircuitValue From(GoldilocksCubic challenge) =>
        throw new NotSupportedException("A circuit's challenges are wires.");

    public static CircuitValue Lift(CircuitValue value) => value;

    public static CircuitValue Scale(CircuitValue left, CircuitValue right) => left * right;
}
