namespace Rollup.Proofs.Programs;

/// <summary>The version of this proof system, in program hashes and proof files.</summary>
public static class StarkProtocol
{
    /// <summary>Rises with every change of the proof format or of the order of the transcript.</summary>
    public const ushort Version = 1;
}
