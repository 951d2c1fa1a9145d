namespace Rollup.Proofs.Recursion.Narrow;

/// <summary>What a row of the narrow table does.</summary>
/// <remarks>
/// A permutation is 4 full, 22 partial, 4 full rounds. Between two rows the state needs no columns of its own: the S-boxes
/// of a row's last full round stand in the next row, as the state before the linear layer with which it starts. So a row
/// that starts with the state and does k full rounds needs k times the width.
/// </remarks>
public enum NarrowRowKind
{
    /// <summary>Two arithmetic operations, or nothing at all.</summary>
    Operations = 0,

    /// <summary>Width 8, four full rounds: the input, the bit, the index.</summary>
    Node1,

    /// <summary>Width 8, all partial rounds.</summary>
    Node2,

    /// <summary>Width 8, four full rounds; the output is in the next row, which is a relay or the next node of the path.</summary>
    Node3,

    /// <summary>Width 12, two full rounds: the input.</summary>
    Sponge1,

    /// <summary>Width 12, two full rounds.</summary>
    Sponge2,

    /// <summary>Width 12, all partial rounds.</summary>
    Sponge3,

    /// <summary>Width 12, two full rounds.</summary>
    Sponge4,

    /// <summary>Width 12, two full rounds; the output is in the next row, which is a relay or the sponge's next block.</summary>
    Sponge5,

    /// <summary>The output of a permutation for those who want to read it, or a path's first digest and index.</summary>
    Relay,

    /// <summary>Eight elements of a matrix's row and their part in the row's two sums.</summary>
    Sum,

    /// <summary>One bit of a decomposition.</summary>
    Bits,
}
