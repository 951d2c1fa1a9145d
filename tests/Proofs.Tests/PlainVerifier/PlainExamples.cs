namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>The AIRs of the examples, written a second time.</summary>
internal static class PlainExamples
{
    private const ulong RangeBus = 1, ProductBus = 2, QuestionBus = 3;

    public static PlainTable[] Tables(string name, int logRangeHeight, int logBlowup) => name switch
    {
        "fibonacci" => [new(2, 1, Fibonacci) { ReadsNext = true, PublicValues = 3 }],
        "poseidon2-8" => [Chain(8, PlainPoseidon2.Width8)],
        "poseidon2-12" => [Chain(12, PlainPoseidon2.Width12)],

        // Limits 2 and 3 cost the same 14 for the limbs (two batches and one part, or one and two); fewer parts win.
        "range-check" =>
        [
            new(5, 1, Limbs) { ReadsNext = true, PublicValues = 1, Messages = LimbMessages, Batches = [1, 1] },
            RangeTable(logRangeHeight),
        ],

        // Likewise 17 for three, two or one batches of the three products.
        "fifth-power" =>
        [
            new(5, 1, Powers) { PublicValues = 2, Messages = PowerMessages, Batches = [1, 1, 1] },
            new(4, 1, Products) { Messages = ProductMessages, Batches = [1] },
        ],

        // 17 for two batches of two and two parts, 20 for four and one, three and three, or one and four.
        "asked-powers" =>
        [
            new(5, 2, AskedPowers) { Messages = AskedPowerMessages, Batches = [2, 2] },
            new(4, 1, Products) { Messages = ProductMessages, Batches = [1] },
        ],
        "entry-batch" => [.. PlainEntryBatch.Tables(logRangeHeight, logBlowup), RangeTable(logRangeHeight)],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such example"),
    };

    public static PlainQuestion[] Questions(string name) => name == "asked-powers"
        ? [new(QuestionBus, [(false, 5), (true, 0), (true, 1)]), new(QuestionBus, [(false, 5), (true, 2), (true, 3)])]
        : [];

    private static PlainTable RangeTable(int logHeight) =>
        new(1, 1, _ => []) { FixedColumns = 1, MaxLogHeight = logHeight, HasOneHeight = true, Messages = RangeMessages, Batches = [1] };

    private static IEnumerable<PlainCubic> Fibonacci(PlainRow row)
    {
        yield return row.First * (row.Main[0] - row.Public[0]);
        yield return row.First * (row.Main[1] - row.Public[1]);
        yield return row.Transition * (row.Next[0] - row.Main[1]);
        yield return row.Transition * (row.Next[1] - row.Main[0] - row.Main[1]);
        yield return row.Last * (row.Main[1] - row.Public[2]);
    }

    private static IEnumerable<PlainCubic> Limbs(PlainRow row)
    {
        (PlainCubic isReal, PlainCubic value, PlainCubic low, PlainCubic high, PlainCubic total) =
            (row.Main[0], row.Main[1], row.Main[2], row.Main[3], row.Main[4]);
        yield return isReal * isReal - isReal;
        yield return value - (low + high * 65536);
        yield return value - isReal * value;
        yield return row.First * (total - value);
        yield return row.Transition * (row.Next[4] - total - row.Next[1]);
        yield return row.Last * (total - row.Public[0]);
    }

    private static IEnumerable<PlainMessage> LimbMessages(PlainRow row) =>
        [new(RangeBus, true, row.Main[0], [row.Main[2]]), new(RangeBus, true, row.Main[0], [row.Main[3]])];

    private static IEnumerable<PlainMessage> RangeMessages(PlainRow row) => [new(RangeBus, false, row.Main[0], [row.Fixed[0]])];

    private static IEnumerable<PlainCubic> Powers(PlainRow row)
    {
        yield return row.Main[0] * row.Main[0] - row.Main[0];
        yield return row.First * (row.Main[0] - 1);
        yield return row.First * (row.Main[1] - row.Public[0]);
        yield return row.First * (row.Main[4] - row.Public[1]);
    }

    private static IEnumerable<PlainMessage> PowerMessages(PlainRow row)
    {
        (PlainCubic x, PlainCubic square, PlainCubic fourth, PlainCubic fifth) = (row.Main[1], row.Main[2], row.Main[3], row.Main[4]);
        yield return new(ProductBus, true, row.Main[0], [x, x, square]);
        yield return new(ProductBus, true, row.Main[0], [square, square, fourth]);
        yield return new(ProductBus, true, row.Main[0], [fourth, x, fifth]);
    }

    private static IEnumerable<PlainCubic> AskedPowers(PlainRow row) => [row.Main[0] * row.Main[0] - row.Main[0]];

    private static IEnumerable<PlainMessage> AskedPowerMessages(PlainRow row) =>
        [new(QuestionBus, false, row.Main[0], [5, row.Main[1], row.Main[4]]), .. PowerMessages(row)];

    private static IEnumerable<PlainCubic> Products(PlainRow row)
    {
        yield return row.Main[0] * row.Main[0] - row.Main[0];
        yield return row.Main[1] * row.Main[2] - row.Main[3];
    }

    private static IEnumerable<PlainMessage> ProductMessages(PlainRow row) => [new(ProductBus, false, row.Main[0], row.Main[1..])];

    private static PlainTable Chain(int width, PlainPoseidon2 poseidon2) =>
        new(width + 2 * (8 * width + 22), 2, row => ChainConstraints(row, width, poseidon2)) { ReadsNext = true, PublicValues = 2 * width };

    private static IEnumerable<PlainCubic> ChainConstraints(PlainRow row, int width, PlainPoseidon2 poseidon2)
    {
        List<PlainCubic> constraints = [];
        PlainCubic[] output = Permute(row, width, poseidon2, constraints);
        for (int i = 0; i < width; i++)
        {
            constraints.Add(row.First * (row.Main[i] - row.Public[i]));
            constraints.Add(row.Transition * (row.Next[i] - output[i]));
            constraints.Add(row.Last * (output[i] - row.Public[width + i]));
        }

        return constraints;
    }

    /// <summary>Columns: the input, then x³ and x⁷ of each S-box.</summary>
    /// <returns>The output.</returns>
    public static PlainCubic[] Permute(PlainRow row, int width, PlainPoseidon2 poseidon2, List<PlainCubic> constraints)
    {
        PlainCubic[] state = poseidon2.External(row.Main[..width]);
        int sbox = 0;
        for (int round = 0; round < 30; round++)
        {
            bool isFull = PlainPoseidon2.IsFull(round);
            for (int i = 0; i < (isFull ? width : 1); i++)
            {
                PlainCubic x = state[i] + poseidon2.Constants[sbox];
                PlainCubic cube = row.Main[width + 2 * sbox], seventh = row.Main[width + 2 * sbox + 1];
                constraints.Add(cube - x * x * x);
                constraints.Add(seventh - cube * cube * x);
                state[i] = seventh;
                sbox++;
            }

            state = isFull ? poseidon2.External(state) : poseidon2.Internal(state);
        }

        return state;
    }
}
