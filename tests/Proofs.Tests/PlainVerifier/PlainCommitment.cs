using static Rollup.Proofs.Tests.PlainVerifier.PlainField;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Commits to one column: its extension by interpolation, and a whole tree.</summary>
internal static class PlainCommitment
{
    public static PlainDigest[] Of(PlainParameters parameters, ulong[] column)
    {
        int logHeight = (int)ulong.Log2((ulong)column.Length), logLength = logHeight + parameters.LogBlowup;
        PlainDigest[] nodes =
        [
            .. Enumerable.Range(0, 1 << logLength).Select(r => PlainHash.Leaf(parameters.IsKeccak, [ValueAt(column, logHeight, CosetPoint(logLength, r))])),
        ];
        while (nodes.Length > 1 << Math.Min(parameters.CapHeight, logLength))
        {
            nodes = [.. nodes.Chunk(2).Select(pair => PlainHash.Node(parameters.IsKeccak, pair[0], pair[1]))];
        }

        return nodes;
    }

    /// <summary>Σ row i · ωⁱ·(xᴺ − 1)/(N·(x − ωⁱ)): Lagrange on the group of N-th roots of unity.</summary>
    private static ulong ValueAt(ulong[] column, int logHeight, ulong x)
    {
        ulong scale = Multiply(Subtract(Power(x, (ulong)column.Length), 1), Inverse((ulong)column.Length));
        ulong sum = 0;
        for (int i = 0; i < column.Length; i++)
        {
            ulong root = Power(Root(logHeight), (ulong)i);
            sum = Add(sum, Multiply(column[i], Multiply(Multiply(root, scale), Inverse(Subtract(x, root)))));
        }

        return sum;
    }
}
