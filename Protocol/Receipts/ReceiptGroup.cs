using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>All receipts of one append: one signature over the root of a tree, so that signing does not bound throughput.</summary>
public sealed class ReceiptGroup
{
    private readonly ChainContext _context;
    private readonly uint _keyId;
    private readonly IReadOnlyList<ReceiptLeaf> _leaves;
    private readonly GroupTree _tree;

    private ReceiptGroup(ChainContext context, uint keyId, IReadOnlyList<ReceiptLeaf> leaves)
    {
        (_context, _keyId, _leaves) = (context, keyId, leaves);
        _tree = new([.. leaves.Select(leaf => leaf.Hash())]);
        Message = MessageOf(context, keyId, leaves[0].Sequence, leaves.Count, _tree.Root);
    }

    /// <summary>What the Sequencer signs.</summary>
    public Digest Message { get; }

    public int Count => _leaves.Count;

    public long FirstSequence => _leaves[0].Sequence;

    /// <param name="keyId">Which of the Sequencer's published keys signs.</param>
    /// <param name="leaves">Every event of the append, in order.</param>
    /// <exception cref="ArgumentException">There is none, or the sequence numbers do not follow each other.</exception>
    public static ReceiptGroup Build(ChainContext context, uint keyId, IReadOnlyList<ReceiptLeaf> leaves)
    {
        for (int i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].Sequence != leaves[0].Sequence + i)
            {
                throw new ArgumentException($"Event {leaves[i].Sequence} stands where {leaves[0].Sequence + i} must.", nameof(leaves));
            }
        }

        return leaves.Count > 0 ? new(context, keyId, leaves) : throw new ArgumentException("A group has at least one event.", nameof(leaves));
    }

    /// <summary>The receipt of one event of the group.</summary>
    /// <param name="index">Position in the group, from 0.</param>
    /// <param name="signature">Of <see cref="Message"/>.</param>
    public Receipt Receipt(int index, Signature signature) =>
        new(_context, _keyId, _leaves[index], FirstSequence, Count, signature, _tree.Path(index));

    /// <summary>H(tag, chain id, contract (3), key id, first sequence number, group size, root (5)): 12 elements.</summary>
    internal static Digest MessageOf(ChainContext context, uint keyId, long firstSequence, int size, Bytes32 root)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[12];
        context.CopyTo(elements);
        elements[4] = keyId;
        elements[5] = (ulong)firstSequence;
        elements[6] = (ulong)size;
        Span<byte> bytes = stackalloc byte[Bytes32.ByteCount];
        root.Write(bytes);
        Limbs.Split(bytes, elements[7..]);
        return Sponge.Hash(HashTags.ReceiptGroup, elements);
    }
}
