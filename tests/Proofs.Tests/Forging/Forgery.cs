using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.Poseidon2Chain;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Forging;

/// <summary>For each constraint of each example a false statement that only this constraint rejects.</summary>
internal static class Forgery
{
    private const int LogHeight = 3;
    private const int Tampered = 3;

    /// <summary>The tables that have constraints, with the number of them.</summary>
    public static IEnumerable<(string Example, int Table, int ConstraintCount)> Tables()
    {
        foreach (string name in ExampleStatement.Names)
        {
            StarkProgram program = ExampleStatement.Create(name, TestParameters.Quick(), LogHeight).Program;
            for (int table = 0; table < program.Tables.Length; table++)
            {
                if (program.Shapes[table].Air.Constraints.Length > 0)
                {
                    yield return (name, table, program.Shapes[table].Air.Constraints.Length);
                }
            }
        }
    }

    public static ExampleStatement Create(string example, int table, int constraint)
    {
        ExampleStatement honest = ExampleStatement.Create(example, TestParameters.Quick(), LogHeight);
        return (example, table) switch
        {
            ("fibonacci", 0) => Fibonacci(honest, constraint),
            ("poseidon2-8", 0) => Chain<Width8>(honest, constraint),
            ("poseidon2-12", 0) => Chain<Width12>(honest, constraint),
            ("range-check", 0) => Limbs(honest, constraint),
            ("fifth-power", 0) => Powers(honest, constraint),
            ("fifth-power" or "asked-powers", 1) => Products(honest, constraint),
            ("asked-powers", 0) => AskedPowers(honest),
            ("entry-batch", < 3) => EntryBatchForgery.Create(honest, table, constraint),
            _ => throw new ArgumentOutOfRangeException(nameof(example), example, "no constraints here"),
        };
    }

    /// <summary>The example's program with one constraint of one table left out.</summary>
    public static StarkProgram Weaken(StarkProgram program, int table, int constraint)
    {
        Table weak = program.Shapes[table].Air.Name switch
        {
            "fibonacci" => Table.Of(new WithoutConstraint<FibonacciAir>(new(), constraint)),
            "poseidon2-8" => Table.Of(new WithoutConstraint<Poseidon2ChainAir<Width8>>(new(), constraint)),
            "poseidon2-12" => Table.Of(new WithoutConstraint<Poseidon2ChainAir<Width12>>(new(), constraint)),
            "limbs" => Table.Of(new WithoutConstraint<LimbsAir>(new(), constraint)),
            "fifth-power" => Table.Of(new WithoutConstraint<FifthPowerAir>(new(), constraint)),
            "asked-power" => Table.Of(new WithoutConstraint<AskedPowerAir>(new(), constraint)),
            "product" => Table.Of(new WithoutConstraint<ProductAir>(new(), constraint)),
            "root-chain" => Table.Of(new WithoutConstraint<RootChainAir>(new(), constraint)),
            "entry-sponge" => Table.Of(new WithoutConstraint<EntrySpongeAir>(new(), constraint)),
            "entry-limbs" => Table.Of(new WithoutConstraint<EntryLimbsAir>(new(program.Tables[3].MaxLogHeight), constraint)),
            string other => throw new ArgumentOutOfRangeException(nameof(table), other, "no constraints here"),
        };
        ProgramTable[] tables = [.. program.Tables];
        tables[table] = tables[table] with { Table = weak };
        return program.WithUnboundPublicValues([.. tables]);
    }

    private static ExampleStatement Fibonacci(ExampleStatement honest, int constraint)
    {
        NativeMatrix trace = honest.Traces[0];
        switch (constraint)
        {
            case 0 or 1 or 4:
                honest.PublicValues[constraint == 4 ? FibonacciAir.LastTerm : constraint] += Goldilocks.One;
                return honest;
            default:
                // Jump in one cell of one row, then go on as the recurrence says.
                trace[Tampered, constraint == 2 ? FibonacciColumns.Current : FibonacciColumns.Following] += Goldilocks.One;
                for (int row = Tampered + 1; row < trace.RowCount; row++)
                {
                    trace[row, FibonacciColumns.Current] = trace[row - 1, FibonacciColumns.Following];
                    trace[row, FibonacciColumns.Following] = trace[row - 1, FibonacciColumns.Current] + trace[row - 1, FibonacciColumns.Following];
                }

                honest.PublicValues[FibonacciAir.LastTerm] = trace[trace.RowCount - 1, FibonacciColumns.Following];
                return honest;
        }
    }

    private static ExampleStatement Chain<TWidth>(ExampleStatement honest, int constraint)
        where TWidth : IPoseidon2Width
    {
        int sboxConstraints = WrongSbox.ConstraintCount<TWidth>();
        NativeMatrix trace = honest.Traces[0];
        if (constraint >= sboxConstraints)
        {
            // (first input, next input, last output) of each element in turn.
            (int element, int kind) = Math.DivRem(constraint - sboxConstraints, 3);
            switch (kind)
            {
                case 0:
                    honest.PublicValues[element] += Goldilocks.One;
                    return honest;
                case 1:
                    trace[Tampered, element] += Goldilocks.One;
                    return Rechain<TWidth>(honest, Tampered);
                default:
                    honest.PublicValues[TWidth.Value + element] += Goldilocks.One;
                    return honest;
            }
        }

        if (WrongSbox.Write<TWidth>(trace, trace.RowCount - 1, constraint) is { } output)
        {
            output.CopyTo(honest.PublicValues, TWidth.Value);
        }

        return honest;
    }

    /// <summary>Walks the chain on from the input of <paramref name="first"/>.</summary>
    private static ExampleStatement Rechain<TWidth>(ExampleStatement honest, int first)
        where TWidth : IPoseidon2Width
    {
        NativeMatrix trace = honest.Traces[0];
        Goldilocks[] row = new Goldilocks[trace.ColumnCount];
        trace.CopyRow(first, row);
        Goldilocks[] state = row[..TWidth.Value];
        for (int r = first; r < trace.RowCount; r++)
        {
            for (int i = 0; i < state.Length; i++)
            {
                trace[r, i] = state[i];
            }

            TWidth.Permute(state);
        }

        Poseidon2RowFiller.Fill<TWidth, CubedSbox>(trace, Workers.Single);
        state.CopyTo(honest.PublicValues, TWidth.Value);
        return honest;
    }

    private static ExampleStatement Limbs(ExampleStatement honest, int constraint)
    {
        (NativeMatrix limbs, NativeMatrix counts) = (honest.Traces[0], honest.Traces[1]);
        switch (constraint)
        {
            case 0: // a selector of 2, on a row whose value is zero
                SetLimbs(honest, Tampered, 0, 0);
                limbs[Tampered, LimbsColumns.IsReal] = 2;
                counts[0, RangeTableColumns.Multiplicity] += 2;
                return WithTotals(honest);
            case 1: // a value that is not its limbs
                limbs[Tampered, LimbsColumns.Value] += Goldilocks.One;
                return WithTotals(honest);
            case 2: // a value beyond 2^32 on a row that asks for nothing
                SetLimbs(honest, Tampered, 0, 0);
                counts[0, RangeTableColumns.Multiplicity] -= 2;
                limbs[Tampered, LimbsColumns.IsReal] = 0;
                limbs[Tampered, LimbsColumns.HighLimb] = 1UL << 40;
                limbs[Tampered, LimbsColumns.Value] = 1UL << 56;
                return WithTotals(honest);
            case 3: // a total that does not start with the first value
                return WithTotals(honest, atRow: 0);
            case 4: // a total that jumps
                return WithTotals(honest, atRow: Tampered);
            default:
                honest.PublicValues[0] += Goldilocks.One;
                return honest;
        }
    }

    private static void SetLimbs(ExampleStatement statement, int row, int low, int high)
    {
        (NativeMatrix limbs, NativeMatrix counts) = (statement.Traces[0], statement.Traces[1]);
        foreach ((int column, int limb) in ((int, int)[])[(LimbsColumns.LowLimb, low), (LimbsColumns.HighLimb, high)])
        {
            counts[(int)limbs[row, column].Value, RangeTableColumns.Multiplicity] -= Goldilocks.One;
            counts[limb, RangeTableColumns.Multiplicity] += Goldilocks.One;
            limbs[row, column] = (ulong)limb;
        }

        limbs[row, LimbsColumns.Value] = (ulong)(low + (high << 16));
    }

    /// <summary>Adds the totals up again, with one too many at <paramref name="atRow"/>.</summary>
    private static ExampleStatement WithTotals(ExampleStatement statement, int atRow = -1)
    {
        NativeMatrix limbs = statement.Traces[0];
        Goldilocks total = default;
        for (int row = 0; row < limbs.RowCount; row++)
        {
            total += limbs[row, LimbsColumns.Value] + (row == atRow ? Goldilocks.One : Goldilocks.Zero);
            limbs[row, LimbsColumns.Total] = total;
        }

        statement.PublicValues[0] = total;
        return statement;
    }

    private static ExampleStatement Powers(ExampleStatement honest, int constraint)
    {
        (NativeMatrix powers, NativeMatrix products) = (honest.Traces[0], honest.Traces[1]);
        switch (constraint)
        {
            case 0: // a selector of 2: every product of the row is confirmed twice
                powers[Tampered, FifthPowerColumns.IsReal] = 2;
                for (int i = 0; i < 3; i++)
                {
                    CopyRow(products, 3 * Tampered + i, products.RowCount - 1 - i);
                }

                return honest;
            case 1: // a first row that asks for nothing
                powers[0, FifthPowerColumns.IsReal] = 0;
                powers[0, FifthPowerColumns.Fifth] += Goldilocks.One;
                honest.PublicValues[1] = powers[0, FifthPowerColumns.Fifth];
                for (int i = 0; i < 3; i++)
                {
                    products[i, ProductColumns.IsReal] = 0;
                }

                return honest;
            default:
                honest.PublicValues[constraint - 2] += Goldilocks.One;
                return honest;
        }
    }

    private static ExampleStatement Products(ExampleStatement honest, int constraint)
    {
        (NativeMatrix powers, NativeMatrix products) = (honest.Traces[0], honest.Traces[1]);
        if (constraint == 0)
        {
            // Two rows that ask for the same, and one selector of 2 that confirms both.
            CopyRow(powers, 0, 1);
            AskTwice(honest);
            for (int i = 0; i < 3; i++)
            {
                products[i, ProductColumns.IsReal] = 2;
                products[3 + i, ProductColumns.IsReal] = 0;
            }

            return honest;
        }

        // x⁴·x = x⁵ + 1, said and confirmed.
        powers[0, FifthPowerColumns.Fifth] += Goldilocks.One;
        products[2, ProductColumns.Product] += Goldilocks.One;
        honest.PublicValues[1] += Goldilocks.One;
        return honest;
    }

    /// <summary>A selector of 2, on a row that answers two questions which are one.</summary>
    private static ExampleStatement AskedPowers(ExampleStatement honest)
    {
        (NativeMatrix powers, NativeMatrix products) = (honest.Traces[0], honest.Traces[1]);
        AskTwice(honest);
        powers[0, FifthPowerColumns.IsReal] = 2;
        powers[1, FifthPowerColumns.IsReal] = 0;
        for (int i = 0; i < 3; i++)
        {
            CopyRow(products, i, 3 + i);
        }

        return honest;
    }

    /// <summary>Makes the second question, if the statement asks any, the first one.</summary>
    private static void AskTwice(ExampleStatement statement) =>
        statement.PublicValues.AsSpan(0, 2).CopyTo(statement.PublicValues.AsSpan(statement.PublicValues.Length - 2));

    private static void CopyRow(NativeMatrix matrix, int from, int to)
    {
        for (int column = 0; column < matrix.ColumnCount; column++)
        {
            matrix[to, column] = matrix[from, column];
        }
    }
}
