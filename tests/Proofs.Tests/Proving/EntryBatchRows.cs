using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Proving;

/// <summary>The tables of a batch filled plainly, one row after the other: what the generator is held to, and where a forger deviates.</summary>
internal sealed class EntryBatchRows
{
    private readonly EntryBatchProfile _profile;
    private readonly Digest _rootBefore;

    public EntryBatchRows(EntryBatchProfile profile, Digest rootBefore, ReadOnlySpan<Entry> entries)
    {
        (_profile, _rootBefore) = (profile, rootBefore);
        Count = entries.Length;
        Entries = [.. entries, .. new Entry[RowCount - Count]];
        IsReal = [.. Enumerable.Range(0, RowCount).Select(row => row < Count ? Goldilocks.One : Goldilocks.Zero)];
        SlotEntries = [.. Entries];
        SlotIsReal = [.. IsReal];
        SpongePositions = [.. Enumerable.Range(0, RowCount)];
        RootPositions = [.. Enumerable.Range(0, RowCount)];
        (CapacityShift, DigestShift, RootShift) = (new Goldilocks[RowCount + 1, 4], new Goldilocks[RowCount + 1, 4], new Goldilocks[RowCount + 1, 4]);
    }

    public int Count { get; }

    public int RowCount => _profile.MaxEntries;

    /// <summary>Of the sponge, by row.</summary>
    public Entry[] Entries { get; }

    /// <summary>Of the sponge, by row.</summary>
    public Goldilocks[] IsReal { get; }

    /// <summary>Of the limbs, by slot.</summary>
    public Entry[] SlotEntries { get; }

    /// <summary>Of the limbs, by slot.</summary>
    public Goldilocks[] SlotIsReal { get; }

    public int[] SpongePositions { get; }

    public int[] RootPositions { get; }

    /// <summary>Added to what the row's cells should be, by row and element.</summary>
    public Goldilocks[,] CapacityShift { get; }

    /// <inheritdoc cref="CapacityShift"/>
    public Goldilocks[,] DigestShift { get; }

    /// <inheritdoc cref="CapacityShift"/>
    public Goldilocks[,] RootShift { get; }

    public EntryBatchWitness Build()
    {
        (NativeMatrix sponge, Goldilocks[][] outputs, Goldilocks[] digest) = BuildSponge();
        (NativeMatrix roots, Goldilocks[] rootAfter) = BuildRoots(outputs);
        (NativeMatrix limbs, NativeMatrix multiplicities) = BuildLimbs();
        Goldilocks[] publicValues = new Goldilocks[12];
        _rootBefore.CopyTo(publicValues);
        rootAfter.CopyTo(publicValues, 4);
        digest.CopyTo(publicValues, 8);
        return new(roots, sponge, limbs, multiplicities, publicValues);
    }

    private (NativeMatrix Sponge, Goldilocks[][] Outputs, Goldilocks[] Digest) BuildSponge()
    {
        Goldilocks[][] outputs = new Goldilocks[RowCount][];
        NativeMatrix sponge = new(RowCount, EntrySpongeColumns.Count);
        Goldilocks[] capacity = [new(EntrySpongeAir.Tag), default, default, default];
        Goldilocks[] digest = new Goldilocks[4];
        for (int row = 0; row < RowCount; row++)
        {
            Goldilocks[] state = new Goldilocks[12];
            Entries[row].CopyTo(state);
            Shifted(capacity, CapacityShift, row).CopyTo(state, 8);
            for (int i = 0; i < 12; i++)
            {
                sponge[row, i] = state[i];
            }

            Poseidon2.Permute12(state);
            capacity = state[8..];
            outputs[row] = state[..4];
            digest = Shifted(digest, DigestShift, row);
            sponge[row, EntrySpongeColumns.IsReal] = IsReal[row];
            sponge[row, EntrySpongeColumns.Position] = (ulong)SpongePositions[row];
            for (int i = 0; i < 4; i++)
            {
                sponge[row, EntrySpongeColumns.Digest + i] = digest[i];
            }

            digest = [.. digest.Zip(state, (before, output) => before + IsReal[row] * (output - before))];
        }

        Poseidon2RowFiller.Fill<Width12, CubedSbox>(sponge, 0, RowCount, VectorPath.Scalar);
        return (sponge, outputs, digest);
    }

    private (NativeMatrix Roots, Goldilocks[] RootAfter) BuildRoots(Goldilocks[][] outputs)
    {
        NativeMatrix roots = new(RowCount, RootChainColumns.Count);
        Goldilocks[] root = new Goldilocks[4];
        _rootBefore.CopyTo(root);
        for (int row = 0; row < RowCount; row++)
        {
            root = Shifted(root, RootShift, row);
            int told = Array.IndexOf(SpongePositions, RootPositions[row]);
            Goldilocks[] state = [.. root, .. outputs[told]];
            for (int i = 0; i < 8; i++)
            {
                roots[row, i] = state[i];
            }

            roots[row, RootChainColumns.IsReal] = IsReal[told];
            roots[row, RootChainColumns.Position] = (ulong)RootPositions[row];
            Poseidon2.Permute8(state);
            root = [.. root.Zip(state, (before, output) => before + IsReal[told] * output)];
        }

        Poseidon2RowFiller.Fill<Width8, CubedSbox>(roots, 0, RowCount, VectorPath.Scalar);
        return (roots, root);
    }

    private (NativeMatrix Limbs, NativeMatrix Multiplicities) BuildLimbs()
    {
        NativeMatrix limbs = new(RowCount / 2, EntryLimbsColumns.Count);
        NativeMatrix multiplicities = new(1 << _profile.LogLimb, RangeTableColumns.Count);
        uint[] values = new uint[Entry.LimbCount];
        for (int slot = 0; slot < RowCount; slot++)
        {
            SlotEntries[slot].CopyLimbsTo(values, _profile.LogLimb);
            limbs[slot / 2, EntryLimbsColumns.IsReal(slot % 2)] = SlotIsReal[slot];
            for (int i = 0; i < values.Length; i++)
            {
                limbs[slot / 2, EntryLimbsColumns.Limbs(slot % 2) + i] = values[i];
                multiplicities[(int)values[i], RangeTableColumns.Multiplicity] += Goldilocks.One;
            }
        }

        return (limbs, multiplicities);
    }

    private static Goldilocks[] Shifted(Goldilocks[] values, Goldilocks[,] shift, int row) => [.. values.Select((value, i) => value + shift[row, i])];
}
