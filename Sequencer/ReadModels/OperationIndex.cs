using System.Security.Cryptography;
using Rollup.Protocol;

namespace Rollup.Sequencer.ReadModels;

/// <summary>From an operation's id to the sequence numbers it may have, in 16 bytes an operation.</summary>
/// <remarks>
/// The table keeps 64 bits of the id, so a caller compares the full id with the event in the log before it believes a
/// candidate. Two ids that share them (2^32 work) merely give two candidates. Open addressing with linear probing; the
/// multiplier is secret to this process, so nobody can choose ids that share a place. Nothing but the place depends on it.
/// </remarks>
internal sealed class OperationIndex
{
    private const int InitialLogCapacity = 12;

    private readonly ulong _multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
    private Entry[] _entries = new Entry[1 << InitialLogCapacity];
    private int _logCapacity = InitialLogCapacity;

    public int Count { get; private set; }

    public void Add(OperationId id, long sequence) => Add(Fingerprint(id), sequence);

    public void Add(ulong fingerprint, long sequence)
    {
        if (Count >= _entries.Length / 4 * 3)
        {
            Grow();
        }

        Insert(new(fingerprint, sequence + 1));
        Count++;
    }

    /// <summary>Sequence numbers whose operation's id agrees with this one in 64 bits: almost always none or one.</summary>
    public List<long> Candidates(OperationId id)
    {
        ulong fingerprint = Fingerprint(id);
        List<long> candidates = [];
        for (int place = PlaceOf(fingerprint); !_entries[place].IsFree; place = (place + 1) & (_entries.Length - 1))
        {
            if (_entries[place].Fingerprint == fingerprint)
            {
                candidates.Add(_entries[place].SequencePlusOne - 1);
            }
        }

        return candidates;
    }

    /// <summary>Every entry, in no particular order.</summary>
    public IEnumerable<(ulong Fingerprint, long Sequence)> Entries()
    {
        foreach (Entry entry in _entries)
        {
            if (!entry.IsFree)
            {
                yield return (entry.Fingerprint, entry.SequencePlusOne - 1);
            }
        }
    }

    private static ulong Fingerprint(OperationId id) => id.Value.E0.Value;

    private int PlaceOf(ulong fingerprint) => (int)((fingerprint * _multiplier) >> (64 - _logCapacity));

    private void Insert(Entry entry)
    {
        int place = PlaceOf(entry.Fingerprint);
        while (!_entries[place].IsFree)
        {
            place = (place + 1) & (_entries.Length - 1);
        }

        _entries[place] = entry;
    }

    private void Grow()
    {
        Entry[] old = _entries;
        _logCapacity++;
        _entries = new Entry[old.Length * 2];
        foreach (Entry entry in old)
        {
            if (!entry.IsFree)
            {
                Insert(entry);
            }
        }
    }

    // Sequence numbers start at 0, so the number plus one marks a taken place.
    private readonly record struct Entry(ulong Fingerprint, long SequencePlusOne)
    {
        public bool IsFree => SequencePlusOne == 0;
    }
}
