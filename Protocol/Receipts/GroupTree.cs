using System.Security.Cryptography;

namespace Rollup.Protocol;

/// <summary>The SHA-256 tree over an append group's leaves. Level by level; a lone last node moves up as it is.</summary>
/// <remarks>This is the shape of RFC 9162, where the left subtree is the largest full one.</remarks>
internal sealed class GroupTree
{
    private const byte NodeDomain = 1;

    private readonly List<Bytes32[]> _levels;

    /// <param name="leaves">At least one.</param>
    public GroupTree(Bytes32[] leaves)
    {
        _levels = [leaves];
        while (_levels[^1].Length > 1)
        {
            Bytes32[] below = _levels[^1];
            var above = new Bytes32[(below.Length + 1) / 2];
            for (int i = 0; i < above.Length; i++)
            {
                above[i] = 2 * i + 1 < below.Length ? Node(below[2 * i], below[2 * i + 1]) : below[2 * i];
            }

            _levels.Add(above);
        }
    }

    public Bytes32 Root => _levels[^1][0];

    /// <summary>The siblings of a leaf, from the bottom up.</summary>
    public Bytes32[] Path(int index)
    {
        var path = new List<Bytes32>(_levels.Count);
        foreach (Bytes32[] level in _levels)
        {
            int sibling = index ^ 1;
            if (sibling < level.Length)
            {
                path.Add(level[sibling]);
            }

            index >>= 1;
        }

        return [.. path];
    }

    /// <summary>The root that a leaf leads to.</summary>
    /// <returns>False when the index is outside or the path has another length than a group of this size gives.</returns>
    public static bool TryRoot(Bytes32 leaf, long index, int size, IReadOnlyList<Bytes32> path, out Bytes32 root)
    {
        root = leaf;
        if (index < 0 || index >= size)
        {
            return false;
        }

        int used = 0;
        for (long last = size - 1; last > 0; last >>= 1, index >>= 1)
        {
            if ((index & 1) == 0 && index == last)
            {
                continue; // the lone last node of its level
            }

            if (used == path.Count)
            {
                return false;
            }

            root = (index & 1) == 1 ? Node(path[used], root) : Node(root, path[used]);
            used++;
        }

        return used == path.Count;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    private static Bytes32 Node(Bytes32 left, Bytes32 right)
    {
        Span<byte> message = stackalloc byte[1 + 2 * Bytes32.ByteCount];
        message[0] = NodeDomain;
        left.Write(message[1..]);
        right.Write(message[33..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return new(hash);
    }
}
