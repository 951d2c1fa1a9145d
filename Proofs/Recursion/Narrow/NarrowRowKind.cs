namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>What a row of the narrow table does.</summary>
/// <remarks>
/// A permutation is 4 full, 22 partial, 4 full rounds. A column holds the result of one S-box. The results of a row's last
/// round need no columns of their own: they stand in the next row, as the state with which it starts, or lead to it.
/// </remarks>
public enum NarrowRowKind
{
    /// <summary>Two arithmetic operations, or nothing at all.</summary>
    Operations = 0,

    /// <summary>Width 8, full rounds 0 to 3, partial rounds 0 to 8: the input, the bit, the index.</summary>
    Node1,

    /// <summary>Width 8, the other rounds; the output is in the next row, which is a relay or the next node of the path.</summary>
    Node2,

    /// <summary>Width 12, full rounds 0 to 3: the input.</summary>
    Sponge1,

    /// <summary>Width 12, all partial rounds and full round 4.</summary>
    Sponge2,

    /// <summary>Width 12, full rounds 5 to 7; the output is in the next row, which is a relay or the sponge's next block.</summary>
    Sponge3,

    /// <summary>The output of a permutation for those who want to read it, or a path's first digest and index.</summary>
    Relay,

    /// <summary>Up to three words of a matrix's row and their part in the row's two sums; or words that only have to be somewhere.</summary>
    Sum,

    /// <summary>One bit of a decomposition, or eight that nothing but the number is made of.</summary>
    Bits,
}
