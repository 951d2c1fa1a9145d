using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>Fills the tables of a batch.</summary>
/// <remarks>
/// Sponge and root chain have to be walked one row after the other. They go through the rows in blocks, as a pipeline: while
/// one thread absorbs a block, others walk the roots of the block before and fill the S-boxes of those behind.
/// </remarks>
public sealed class EntryBatchTraceGenerator
{
    private const int BlockLength = 1024;
    private const int Grain = 1024;

    private readonly EntryBatchProfile _profile;
    private readonly Entry[] _entries;
    private readonly Workers _workers;
    private readonly NativeMatrix _roots;
    private readonly NativeMatrix _sponge;
    private readonly Digest[] _outputs;
    private readonly Goldilocks[] _spongeState = new Goldilocks[Width12.Value];
    private readonly int _blockLength;
    private Digest _root;
    private Digest _digest;

    private EntryBatchTraceGenerator(EntryBatchProfile profile, Digest rootBefore, Entry[] entries, Workers workers)
    {
        (_profile, _root, _entries, _workers) = (profile, rootBefore, entries, workers);
        int rowCount = 1 << profile.LogHeight;
        _roots = NativeMatrix.Uninitialized(rowCount, RootChainColumns.Count);
        _sponge = NativeMatrix.Uninitialized(rowCount, EntrySpongeColumns.Count);
        _outputs = new Digest[rowCount];
        _blockLength = Math.Min(BlockLength, rowCount);
        _spongeState[EntrySpongeColumns.Capacity] = new(EntrySpongeAir.Tag);
    }

    /// <param name="entries">At most <see cref="EntryBatchProfile.MaxEntries"/>.</param>
    /// <exception cref="ArgumentException">Too many entries, or a field that does not fit into its limbs.</exception>
    public static EntryBatchWitness Generate(EntryBatchProfile profile, Digest rootBefore, ReadOnlySpan<Entry> entries, Workers workers)
    {
        if (entries.Length > profile.MaxEntries)
        {
            throw new ArgumentException($"A batch has at most {profile.MaxEntries} entries; got {entries.Length}.", nameof(entries));
        }

        EntryBatchTraceGenerator generator = new(profile, rootBefore, entries.ToArray(), workers);
        (NativeMatrix limbs, NativeMatrix multiplicities) = generator.FillLimbs();
        generator.Walk();
        Goldilocks[] publicValues = new Goldilocks[12];
        rootBefore.CopyTo(publicValues);
        generator._root.CopyTo(publicValues.AsSpan(4));
        generator._digest.CopyTo(publicValues.AsSpan(8));
        return new(generator._roots, generator._sponge, limbs, multiplicities, publicValues);
    }

    private void Walk()
    {
        int blockCount = _sponge.RowCount / _blockLength;
        for (int round = 0; round < blockCount + 2; round++)
        {
            int current = round;
            _workers.For(4, (_, step) =>
            {
                int block = current - (step + 1) / 2; // 0, 1, 1 and 2 blocks behind
                if (block >= 0 && block < blockCount)
                {
                    Run(step, block * _blockLength, (block + 1) * _blockLength);
                }
            });
        }
    }

    private void Run(int step, int first, int end)
    {
        switch (step)
        {
            case 0:
                Absorb(first, end);
                break;
            case 1:
                Chain(first, end);
                break;
            case 2:
                Poseidon2RowFiller.Fill<Width12, CubedSbox>(_sponge, first, end, _workers.Path);
                break;
            default:
                Poseidon2RowFiller.Fill<Width8, CubedSbox>(_roots, first, end, _workers.Path);
                break;
        }
    }

    /// <summary>Writes the sponge's inputs, and notes the output of each row.</summary>
    private void Absorb(int first, int end)
    {
        Span<Goldilocks> state = _spongeState;
        for (int row = first; row < end; row++)
        {
            bool isReal = row < _entries.Length;
            if (isReal)
            {
                _entries[row].CopyTo(state);
            }
            else
            {
                state[..Entry.FieldCount].Clear();
            }

            Write(_sponge, row, EntrySpongeColumns.Entry, state);
            ClearLastPanel(_sponge, row);
            _sponge[row, EntrySpongeColumns.IsReal] = isReal ? Goldilocks.One : Goldilocks.Zero;
            _sponge[row, EntrySpongeColumns.Position] = new((ulong)row);
            for (int i = 0; i < 4; i++)
            {
                _sponge[row, EntrySpongeColumns.Digest + i] = _digest[i];
            }

            Poseidon2.Permute12(state);
            _outputs[row] = Digest.From(state);
            _digest = isReal ? _outputs[row] : _digest;
        }
    }

    /// <summary>Writes the inputs of the root chain.</summary>
    private void Chain(int first, int end)
    {
        Span<Goldilocks> input = stackalloc Goldilocks[Width8.Value];
        for (int row = first; row < end; row++)
        {
            bool isReal = row < _entries.Length;
            ClearLastPanel(_roots, row);
            _root.CopyTo(input);
            _outputs[row].CopyTo(input[RootChainColumns.Digest..]);
            Write(_roots, row, RootChainColumns.Root, input);
            _roots[row, RootChainColumns.IsReal] = isReal ? Goldilocks.One : Goldilocks.Zero;
            _roots[row, RootChainColumns.Position] = new((ulong)row);
            if (isReal)
            {
                _root = TreeHash.Node(_root, _outputs[row]);
            }
        }
    }

    private (NativeMatrix Limbs, NativeMatrix Multiplicities) FillLimbs()
    {
        NativeMatrix limbs = new(1 << (_profile.LogHeight - 1), EntryLimbsColumns.Count);
        _workers.ForRanges(limbs.RowCount, Grain, (_, first, end) =>
        {
            Span<uint> values = stackalloc uint[Entry.LimbCount];
            for (int index = first * EntryLimbsColumns.Slots; index < Math.Min(_entries.Length, end * EntryLimbsColumns.Slots); index++)
            {
                (int row, int slot) = Math.DivRem(index, EntryLimbsColumns.Slots);
                _entries[index].CopyLimbsTo(values, _profile.LogLimb);
                limbs[row, EntryLimbsColumns.IsReal(slot)] = Goldilocks.One;
                for (int i = 0; i < values.Length; i++)
                {
                    limbs[row, EntryLimbsColumns.Limbs(slot) + i] = values[i];
                }
            }
        });
        return (limbs, CountLimbs());
    }

    private NativeMatrix CountLimbs()
    {
        ulong[] counts = new ulong[1 << _profile.LogLimb];
        counts[0] = (ulong)(_profile.MaxEntries - _entries.Length) * Entry.LimbCount; // those of unused slots
        Span<uint> values = stackalloc uint[Entry.LimbCount];
        foreach (Entry entry in _entries)
        {
            entry.CopyLimbsTo(values, _profile.LogLimb);
            foreach (uint limb in values)
            {
                counts[limb]++;
            }
        }

        NativeMatrix multiplicities = new(counts.Length, RangeTableColumns.Count);
        for (int row = 0; row < counts.Length; row++)
        {
            multiplicities[row, RangeTableColumns.Multiplicity] = new(counts[row]);
        }

        return multiplicities;
    }

    private static void Write(NativeMatrix trace, int row, int column, ReadOnlySpan<Goldilocks> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            trace[row, column + i] = cells[i];
        }
    }

    /// <summary>Columns behind the S-boxes, and those that fill the panel up.</summary>
    private static void ClearLastPanel(NativeMatrix trace, int row) => trace.PanelRow(trace.PanelCount - 1, row).Clear();
}
