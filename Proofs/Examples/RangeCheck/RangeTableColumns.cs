namespace Rollup.Proofs.Examples.RangeCheck;

/// <summary>The preprocessed column holds row i's number i; the main column how often it was asked for.</summary>
public static class RangeTableColumns
{
    /// <summary>Preprocessed.</summary>
    public const int Value = 0;

    public const int PreprocessedCount = 1;

    /// <summary>Main.</summary>
    public const int Multiplicity = 0;

    public const int Count = 1;
}
