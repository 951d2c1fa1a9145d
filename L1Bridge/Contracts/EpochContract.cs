namespace Rollup.L1Bridge.Contracts;

/// <summary>The contracts of the last layer's proofs: EpochConstraints, EpochConstraints2, … and EpochVerifier, all generated.</summary>
public static class EpochContract
{
    public const string Name = "Epoch";
}
