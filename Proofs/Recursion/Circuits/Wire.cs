namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>A place in a circuit that holds one word, four field elements: a digest, (c₀, c₁, c₂, 0), or (x, 0, 0, 0).</summary>
/// <param name="Address">From 1; 0 is no wire.</param>
public readonly record struct Wire(int Address)
{
    public bool IsNone => Address == 0;
}
