namespace Rollup.Proofs.Recursion.Layers;

/// <summary>The public words of every layer above the batches: what a range of batches does, and which programs may vouch for its parts.</summary>
/// <remarks>
/// A range takes (running digest, state root) from before to after. The last word is the root of the set of programs that
/// wraps and joins may come from; see <see cref="ProgramSet"/>.
/// </remarks>
public static class RangeWords
{
    public const int DigestBefore = 0;
    public const int RootBefore = 1;
    public const int DigestAfter = 2;
    public const int RootAfter = 3;
    public const int Programs = 4;
    public const int Count = 5;
}
