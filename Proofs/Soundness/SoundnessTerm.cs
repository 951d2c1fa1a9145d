namespace Rollup.Proofs.Soundness;

/// <summary>One way a false statement could pass, and minus the logarithm of its probability.</summary>
public readonly record struct SoundnessTerm(string Name, double Bits);
