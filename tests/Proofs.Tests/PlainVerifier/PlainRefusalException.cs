namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Which part of the specification a proof fails.</summary>
internal enum PlainVerdict
{
    Accepted,

    /// <summary>Sections 8 and 11: the bytes are no proof of this program, or a height is out of range.</summary>
    Format,

    /// <summary>Section 10, step 1: the statement.</summary>
    Statement,

    /// <summary>Section 10, step 3: the sums.</summary>
    Buses,

    /// <summary>Section 5: work.</summary>
    Work,

    /// <summary>Sections 4, 6 and 7: opened rows, folding, the final polynomial.</summary>
    Opening,

    /// <summary>Section 10, step 5.</summary>
    Constraints,
}

internal sealed class PlainRefusalException(PlainVerdict verdict, string reason) : Exception(reason)
{
    public PlainVerdict Verdict { get; } = verdict;
}
