namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>The tables of a batch of entries, written a second time; all but the range table.</summary>
internal static class PlainEntryBatch
{
    private const ulong RangeBus = 1, DigestBus = 4, FieldsBus = 5;

    private static readonly int[] LimbCounts = [2, 2, 2, 3, 2, 2, 2, 3];

    public static PlainTable[] Tables(int logLimb, int logBlowup)
    {
        // The limbs' 38 messages, b a column: 3·⌈38/b⌉ columns and 3·b for the quotient. At blow-up 2 a constraint may have
        // degree 3, so b = 2; at 8 the least is 39, at b = 5 or 6, and the lower one wins.
        int batch = logBlowup == 1 ? 2 : 5;
        int[] batches = [.. Enumerable.Repeat(batch, 38 / batch), .. 38 % batch == 0 ? Array.Empty<int>() : [38 % batch]];
        return
        [
            new(182, 2, Roots) { ReadsNext = true, PublicValues = 8, MaxLogHeight = logLimb + 2, HasOneHeight = true, Messages = RootMessages, Batches = [1] },
            new(254, 2, Sponge) { ReadsNext = true, PublicValues = 4, MaxLogHeight = logLimb + 2, HasOneHeight = true, Messages = SpongeMessages, Batches = [2] },
            new(38, batch, Limbs)
            {
                MaxLogHeight = logLimb + 1, HasOneHeight = true, Messages = row => LimbMessages(row, 1UL << logLimb), Batches = batches,
            },
        ];
    }

    private static List<PlainCubic> Roots(PlainRow row)
    {
        List<PlainCubic> constraints = [];
        PlainCubic[] output = PlainExamples.Permute(row, 8, PlainPoseidon2.Width8, constraints);
        (PlainCubic isReal, PlainCubic position) = (row.Main[180], row.Main[181]);
        constraints.Add(row.Transition * (row.Next[181] - position - 1));
        for (int i = 0; i < 4; i++)
        {
            PlainCubic node = output[i] + row.Main[i];
            PlainCubic after = isReal * node + (1 - isReal) * row.Main[i];
            constraints.Add(row.First * (row.Main[i] - row.Public[i]));
            constraints.Add(row.Transition * (row.Next[i] - after));
            constraints.Add(row.Last * (after - row.Public[4 + i]));
        }

        return constraints;
    }

    private static IEnumerable<PlainMessage> RootMessages(PlainRow row) => [new(DigestBus, false, 1, [row.Main[181], row.Main[180], .. row.Main[4..8]])];

    private static List<PlainCubic> Sponge(PlainRow row)
    {
        List<PlainCubic> constraints = [];
        PlainCubic[] output = PlainExamples.Permute(row, 12, PlainPoseidon2.Width12, constraints);
        (PlainCubic isReal, PlainCubic nextIsReal) = (row.Main[248], row.Next[248]);
        constraints.Add(isReal * isReal - isReal);
        constraints.Add(row.Transition * (nextIsReal - nextIsReal * isReal));
        constraints.Add(row.Transition * (row.Next[249] - row.Main[249] - 1));
        ulong[] start = [0x656E7472696573, 0, 0, 0];
        for (int i = 0; i < 4; i++)
        {
            constraints.Add(row.First * (row.Main[8 + i] - start[i]));
            constraints.Add(row.Transition * (row.Next[8 + i] - output[8 + i]));
            PlainCubic after = isReal * output[i] + (1 - isReal) * row.Main[250 + i];
            constraints.Add(row.First * row.Main[250 + i]);
            constraints.Add(row.Transition * (row.Next[250 + i] - after));
            constraints.Add(row.Last * (after - row.Public[i]));
        }

        return constraints;
    }

    private static IEnumerable<PlainMessage> SpongeMessages(PlainRow row) =>
    [
        new(DigestBus, true, 1, [row.Main[249], row.Main[248], .. PlainExamples.Permute(row, 12, PlainPoseidon2.Width12, [])[..4]]),
        new(FieldsBus, true, row.Main[248], row.Main[..8]),
    ];

    private static IEnumerable<PlainCubic> Limbs(PlainRow row) => [row.Main[0] * row.Main[0] - row.Main[0], row.Main[19] * row.Main[19] - row.Main[19]];

    private static IEnumerable<PlainMessage> LimbMessages(PlainRow row, ulong limbSize)
    {
        for (int slot = 0; slot < 38; slot += 19)
        {
            int next = slot + 1;
            List<PlainCubic> fields = [];
            foreach (int count in LimbCounts)
            {
                PlainCubic[] limbs = row.Main[next..(next + count)];
                next += count;
                foreach (PlainCubic limb in limbs)
                {
                    yield return new(RangeBus, true, 1, [limb]);
                }

                fields.Add(PlainCubic.Evaluate(limbs, limbSize));
            }

            yield return new(FieldsBus, false, row.Main[slot], [.. fields]);
        }
    }
}
