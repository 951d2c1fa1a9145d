namespace Rollup.Proofs.Programs;

/// <summary>What names this proof system and its version, in transcripts, program hashes and proof files.</summary>
public static class StarkProtocol
{
    /// <summary>"rstark" in ASCII: the first element that every transcript absorbs.</summary>
    public const ulong Id = 0x72737461726B;

    /// <summary>Rises with every change of the proof format or of the order of the transcript.</summary>
    public const ushort Version = 1;
}
