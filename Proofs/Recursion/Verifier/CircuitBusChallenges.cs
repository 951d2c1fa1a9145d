using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary><see cref="BusChallenges"/> in wires.</summary>
internal sealed class CircuitBusChallenges(CircuitBuilder builder, CircuitValue alpha, CircuitValue beta, int maxWidth)
{
    private readonly CircuitValue[] _betaPowers = Powers.UpTo(builder, beta, maxWidth);

    /// <summary>α + id + Σ βʲ·mⱼ.</summary>
    public CircuitValue Fingerprint(Bus bus, ReadOnlySpan<CircuitValue> message)
    {
        CircuitValue sum = alpha + new Goldilocks(bus.Id);
        for (int i = 0; i < message.Length; i++)
        {
            sum += _betaPowers[i] * message[i];
        }

        return sum;
    }
}
