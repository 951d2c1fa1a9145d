using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>Room for the state of the widest instance, on the stack.</summary>
[InlineArray(Capacity)]
[SuppressMessage("Usage", "CA1815:Override equals and operator equals on value types", Justification = "a buffer, never compared")]
public struct Poseidon2State<T>
{
    public const int Capacity = 12;

    private T _first;
}
