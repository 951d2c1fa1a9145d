using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Sequencer.ReadModels;

/// <summary>Where each batch stands in the log.</summary>
internal sealed class BatchIndex
{
    private readonly List<long> _seals = [];

    /// <summary>Sequence number of the newest BatchSealed; −1 before the first.</summary>
    public long LastSeal => _seals.Count == 0 ? -1 : _seals[^1];

    public BatchNumber Last => new((ulong)_seals.Count);

    /// <summary>Sequence numbers of all seals, in batch order.</summary>
    public IReadOnlyList<long> Seals => _seals;

    /// <exception cref="InvalidOperationException">The batch is not the next one.</exception>
    public void Add(BatchNumber number, long sealSequence)
    {
        if (number != Last.Next() || sealSequence <= LastSeal)
        {
            throw new InvalidOperationException($"Batch {number} sealed at {sealSequence} cannot follow batch {Last} sealed at {LastSeal}.");
        }

        _seals.Add(sealSequence);
    }

    /// <summary>The sequence number of a batch's <see cref="BatchSealed"/>, or null if there is no such batch.</summary>
    public long? SealOf(BatchNumber number) =>
        number >= new BatchNumber(1) && number <= Last ? _seals[(int)number.Value - 1] : null;

    /// <summary>Seals with numbers from <paramref name="first"/> to before <paramref name="end"/>, each with its batch's first event.</summary>
    public IReadOnlyList<(long First, long Sequence)> SealsIn(long first, long end)
    {
        int found = _seals.BinarySearch(first);
        var seals = new List<(long, long)>();
        for (int i = found >= 0 ? found : ~found; i < _seals.Count && _seals[i] < end; i++)
        {
            seals.Add((i == 0 ? 0 : _seals[i - 1] + 1, _seals[i]));
        }

        return seals;
    }

    /// <summary>The batch that holds an event, or null while it is not sealed.</summary>
    public BatchNumber? BatchOf(long sequence)
    {
        if (sequence > LastSeal)
        {
            return null;
        }

        int found = _seals.BinarySearch(sequence);
        return new((ulong)(found >= 0 ? found : ~found) + 1);
    }
}
