namespace Rollup.Sequencer.ReadModels;

/// <summary>For every account, the sequence numbers of the events that touched it, newest first.</summary>
/// <remarks>
/// All lists share one growing table; a posting points at the one before it in its account's list and at one much
/// further back, after Myers' applicative random-access stack ("An applicative random-access stack", 1983). So a page
/// that starts anywhere is found in O(log n) steps, at 24 bytes a posting and an entry per account.
/// </remarks>
internal sealed class HistoryIndex
{
    private const int None = -1;

    private readonly List<Posting> _postings = [];
    private readonly Dictionary<uint, int> _heads = [];

    public int PostingCount => _postings.Count;

    /// <summary>Notes that an event touched an account. Sequence numbers of one account must rise.</summary>
    public void Add(uint leaf, long sequence)
    {
        int head = HeadOf(leaf);
        if (head != None && _postings[head].Sequence >= sequence)
        {
            throw new InvalidOperationException($"Leaf {leaf} has sequence {_postings[head].Sequence}, {sequence} cannot follow.");
        }

        _heads[leaf] = _postings.Count;
        _postings.Add(new(sequence, head, JumpFrom(head), head == None ? 0 : _postings[head].Depth + 1));
    }

    /// <summary>Every posting in the order of addition.</summary>
    public IEnumerable<(uint Leaf, long Sequence)> Postings()
    {
        // A posting does not name its leaf: only its list does, and the lists start at the heads.
        var leaves = new uint[_postings.Count];
        foreach ((uint leaf, int head) in _heads)
        {
            for (int position = head; position != None; position = _postings[position].Previous)
            {
                leaves[position] = leaf;
            }
        }

        for (int i = 0; i < leaves.Length; i++)
        {
            yield return (leaves[i], _postings[i].Sequence);
        }
    }

    /// <summary>The account's sequence numbers below <paramref name="before"/>, newest first.</summary>
    public IEnumerable<long> Before(uint leaf, long before)
    {
        int position = HeadOf(leaf);
        while (position != None && _postings[position].Sequence >= before)
        {
            Posting posting = _postings[position];
            position = posting.Jump != None && _postings[posting.Jump].Sequence >= before ? posting.Jump : posting.Previous;
        }

        for (; position != None; position = _postings[position].Previous)
        {
            yield return _postings[position].Sequence;
        }
    }

    private int HeadOf(uint leaf) => _heads.TryGetValue(leaf, out int head) ? head : None;

    // A posting jumps past two jumps of equal length, else to its predecessor: the lengths follow the skew binary numbers.
    private int JumpFrom(int previous)
    {
        if (previous == None)
        {
            return None;
        }

        int jump = _postings[previous].Jump;
        if (jump == None)
        {
            return previous;
        }

        int second = _postings[jump].Jump;
        return second != None && _postings[previous].Depth - _postings[jump].Depth == _postings[jump].Depth - _postings[second].Depth
            ? second
            : previous;
    }

    private readonly record struct Posting(long Sequence, int Previous, int Jump, int Depth);
}
