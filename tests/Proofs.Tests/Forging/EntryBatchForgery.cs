using Rollup.Crypto;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Tests.Proving;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>For each constraint of the batch's tables a false statement that only this constraint rejects.</summary>
internal static class EntryBatchForgery
{
    private const int Tampered = 3;

    public static ExampleStatement Create(ExampleStatement honest, int table, int constraint)
    {
        EntryBatchProfile profile = new(honest.Program.Tables[0].MaxLogHeight);
        EntryBatchRows rows = ExampleStatement.Rows(profile);
        (int sboxes, int i) = table switch
        {
            0 => (WrongSbox.ConstraintCount<Width8>(), constraint - WrongSbox.ConstraintCount<Width8>()),
            1 => (WrongSbox.ConstraintCount<Width12>(), constraint - WrongSbox.ConstraintCount<Width12>()),
            _ => (0, constraint),
        };
        Action<Goldilocks[]>? tell = constraint < sboxes ? null : table switch
        {
            0 => Roots(rows, i),
            1 => Sponge(rows, i),
            _ => Limbs(rows, i),
        };

        EntryBatchWitness witness = rows.Build();
        tell?.Invoke(witness.PublicValues);
        if (constraint < sboxes)
        {
            BreakSbox(witness, table, constraint);
        }

        return honest with { Traces = witness.Traces, PublicValues = witness.PublicValues };
    }

    /// <summary>On the last row, which is no entry: no other row takes up what its permutations give.</summary>
    private static void BreakSbox(EntryBatchWitness witness, int table, int constraint)
    {
        int last = witness.Roots.RowCount - 1;
        if (table == 0)
        {
            WrongSbox.Write<Width8>(witness.Roots, last, constraint);
        }
        else if (WrongSbox.Write<Width12>(witness.Sponge, last, constraint) is { } output)
        {
            // The root chain is told the output.
            for (int i = 0; i < 4; i++)
            {
                witness.Roots[last, RootChainColumns.Digest + i] = output[i];
            }

            Poseidon2RowFiller.Fill<Width8, CubedSbox>(witness.Roots, last, last + 1, VectorPath.Scalar);
        }
    }

    /// <returns>What to change about the public values; null for nothing.</returns>
    private static Action<Goldilocks[]>? Roots(EntryBatchRows rows, int constraint)
    {
        if (constraint == 0) // the entries in another order
        {
            Swap(rows.RootPositions);
            return null;
        }

        (int element, int kind) = Math.DivRem(constraint - 1, 3);
        switch (kind)
        {
            case 0: // another root before
                rows.RootShift[0, element] = Goldilocks.One;
                return null;
            case 1: // a root that jumps
                rows.RootShift[Tampered, element] = Goldilocks.One;
                return null;
            default:
                return values => values[4 + element] += Goldilocks.One;
        }
    }

    private static Action<Goldilocks[]>? Sponge(EntryBatchRows rows, int constraint)
    {
        int last = rows.Count - 1;
        switch (constraint)
        {
            case 0: // a selector of 2: the entry counts twice
                rows.IsReal[last] = 2;
                (rows.SlotEntries[last + 1], rows.SlotIsReal[last + 1]) = (rows.Entries[last], Goldilocks.One);
                return null;
            case 1: // an entry in the middle that is in no root
                (rows.IsReal[Tampered], rows.SlotIsReal[Tampered]) = (Goldilocks.Zero, Goldilocks.Zero);
                return null;
            case 2: // the entries in another order
                Swap(rows.SpongePositions);
                return null;
        }

        (int element, int kind) = Math.DivRem(constraint - 3, 5);
        switch (kind)
        {
            case 0: // another start
                rows.CapacityShift[0, element] = Goldilocks.One;
                return null;
            case 1: // a capacity that jumps
                rows.CapacityShift[Tampered, element] = Goldilocks.One;
                return null;
            case 2: // no entries, and a digest of one's choice
                Array.Clear(rows.IsReal);
                Array.Clear(rows.SlotIsReal);
                rows.DigestShift[0, element] = Goldilocks.One;
                return null;
            case 3: // a digest that changes after the last entry
                rows.DigestShift[rows.Count + 1, element] = Goldilocks.One;
                return null;
            default:
                return values => values[8 + element] += Goldilocks.One;
        }
    }

    /// <summary>The same entry twice, and one selector of 2 that confirms both.</summary>
    private static Action<Goldilocks[]>? Limbs(EntryBatchRows rows, int slot)
    {
        rows.Entries[slot + 2] = rows.Entries[slot];
        rows.SlotEntries[slot + 2] = rows.Entries[slot];
        (rows.SlotIsReal[slot], rows.SlotIsReal[slot + 2]) = (2, Goldilocks.Zero);
        return null;
    }

    private static void Swap(int[] positions) =>
        (positions[Tampered], positions[Tampered + 1]) = (positions[Tampered + 1], positions[Tampered]);
}
