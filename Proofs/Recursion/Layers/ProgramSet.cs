using System.Collections.Immutable;
using Rollup.Crypto;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>The programs whose proofs a join or a compression accepts, as a Merkle tree over their hashes.</summary>
/// <remarks>
/// The wraps and the join itself. Its root travels through all layers as a public word, so a join's own hash need not be part
/// of the join; the contract, which knows the root, pins all of them at once. Unused leaves are zero: no program hashes to that.
/// </remarks>
public sealed class ProgramSet
{
    /// <summary>Room for eight programs.</summary>
    public const int Depth = 3;

    private readonly Digest[][] _layers;

    public ProgramSet(params ReadOnlySpan<Digest> programs)
    {
        if (programs.Length is 0 or > 1 << Depth)
        {
            throw new ArgumentException($"A set of {programs.Length} programs; expected 1 to {1 << Depth}.", nameof(programs));
        }

        Digest[] layer = new Digest[1 << Depth];
        programs.CopyTo(layer);
        List<Digest[]> layers = [layer];
        while (layer.Length > 1)
        {
            Digest[] parents = new Digest[layer.Length / 2];
            TreeHash.Nodes(layer, parents);
            layers.Add(layer = parents);
        }

        _layers = [.. layers];
    }

    public Digest Root => _layers[^1][0];

    /// <summary>The siblings from a program's leaf up.</summary>
    /// <exception cref="ArgumentException">The program is not in the set.</exception>
    public ImmutableArray<Digest> PathOf(Digest program)
    {
        int index = Array.IndexOf(_layers[0], program);
        return index >= 0
            ? [.. _layers[..Depth].Select((layer, height) => layer[(index >> height) ^ 1])]
            : throw new ArgumentException($"Program {program} is not among those that may be joined.", nameof(program));
    }

    /// <summary>The place of a program, whose bits are the sides of its path.</summary>
    public int IndexOf(Digest program) => Array.IndexOf(_layers[0], program);
}
