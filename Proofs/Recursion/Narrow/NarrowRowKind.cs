namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>What a row of the narrow table does.</summary>
/// <remarks>
/// A permutation is 4 full, 22 partial, 4 full rounds. A column holds the result of one S-box. The results of a row's last
/// full round stand in the next row, as the state with which it starts, so a row that does k full rounds needs k times the
/// width: the state, and the results of all rounds but the last.
/// </remarks>
public enum NarrowRowKind
{
    /// <summary>Two arithmetic operations, or nothing at all.</summary>
    Operations = 0,

    /// <summary>Width 8, full rounds 0 to 3: the input, the bit, the index.</summary>
    Node1,

    /// <summary>Width 8, all partial rounds and full round 4.</summary>
    Node2,

    /// <summary>Width 8, full rounds 5 to 7; the output is in the next row, which is a relay or the next node of the path.</summary>
    Node3,

    /// <summary>Width 12, full rounds 0 and 1: the input.</summary>
    Sponge1,

    /// <summary>Width 12, full rounds 2 and 3.</summary>
    Sponge2,

    /// <summary>Width 12, all partial rounds and full round 4.</summary>
    Sponge3,

    /// <summary>Width 12, full rounds 5 to 7; the output is in the next row, which is a relay or the sponge's next block.</summary>
    Sponge4,

    /// <summary>The output of a permutation for those who want to read it, or a path's first digest and index.</summary>
    Relay,

    /// <summary>Eight elements of a matrix's row and their part in the row's two sums.</summary>
    Sum,

    /// <summary>One bit of a decomposition.</summary>
    Bits,
}
