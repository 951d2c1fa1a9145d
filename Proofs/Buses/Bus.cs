namespace Rollup.Proofs.Buses;

/// <summary>A channel between the tables of a program: whatever is sent on it must be received, as a multiset.</summary>
/// <param name="Id">Non-zero and unique in a program; it is the constant term of every fingerprint on this bus.</param>
/// <param name="Width">Elements of every message. One width per bus: a shorter message would look like one with zeros at its end.</param>
public readonly record struct Bus(uint Id, string Name, int Width);
