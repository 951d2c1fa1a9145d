using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Mutations;

/// <summary>A proof, and the statement it is given out for.</summary>
internal sealed record Forged(VerifyingKey Key, Goldilocks[] PublicValues, StarkProof Proof)
{
    public static Forged By(Forger forger)
    {
        StarkProof proof = forger.Prove();
        return new(forger.Key, forger.PublicValues, proof);
    }
}

/// <summary>Statements that are false, with the traces that come closest.</summary>
internal static class FalseStatements
{
    /// <summary>Several queries, no work: what a check leaves open must not be left to luck.</summary>
    public static ProofParameters Parameters(int queries = 4, int logFinalLength = 2, int work = 0) => new(
        new()
        {
            Hash = HashFunction.Poseidon2,
            LogBlowup = 1,
            QueryCount = queries,
            MaxLogArity = 1,
            LogFinalLength = logFinalLength,
            QueryGrindingBits = work,
            CommitGrindingBits = work,
        },
        FloorBits: 0);

    /// <summary>The sequence's last term is one more than it is.</summary>
    public static ExampleStatement Fibonacci(ProofParameters? parameters = null)
    {
        ExampleStatement statement = ExampleStatement.Create("fibonacci", parameters ?? Parameters());
        statement.PublicValues[FibonacciAir.LastTerm] += Goldilocks.One;
        return statement;
    }

    /// <summary>The numbers add up to one more than they do.</summary>
    public static ExampleStatement RangeCheckSum()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", Parameters());
        statement.PublicValues[0] += Goldilocks.One;
        return statement;
    }

    /// <summary>The second power that the statement asks about is one more than it is.</summary>
    public static ExampleStatement AskedPowers()
    {
        ExampleStatement statement = ExampleStatement.Create("asked-powers", Parameters());
        statement.PublicValues[3] += Goldilocks.One;
        return statement;
    }

    /// <summary>A number has a limb of 2^16 and more.</summary>
    public static ExampleStatement WideLimb()
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", Parameters());
        statement.Traces[0][0, LimbsColumns.LowLimb] += 1 << 16;
        statement.Traces[0][0, LimbsColumns.HighLimb] -= Goldilocks.One;
        return statement;
    }

    /// <summary>A message is sent p times in all and never received.</summary>
    public static ExampleStatement Hoard()
    {
        NativeMatrix trace = new(8, 1);
        for (int row = 0; row < 8; row++)
        {
            trace[row, 0] = row == 0 ? HoardAir.Rest : HoardAir.Most;
        }

        return new(new("hoard", Parameters(), new ProgramTable(Table.Of(new HoardAir()))), [null], [trace], []);
    }

    /// <summary>6 is 5, and 4 is 5: two tables, one of which sends what the other receives.</summary>
    public static ExampleStatement SixAndFourAreFive() => new(
        new(
            "fives",
            Parameters(),
            new ProgramTable(Table.Of(new FiveAir(Flow.Send))),
            new ProgramTable(Table.Of(new FiveAir(Flow.Receive))) { PublicOffset = 1 }),
        [null, null],
        [new(16, 1), new(16, 1)],
        [6, 4]);

    /// <summary>Four sequences of powers; if there are factors, the last is a combination of the others.</summary>
    public static StarkProgram Powers(GoldilocksCubic? factors) =>
        new("powers", Parameters(), new ProgramTable(Table.Of(new PowersAir(factors))));

    public static NativeMatrix PowersTrace()
    {
        NativeMatrix trace = new(16, 4);
        for (int row = 0; row < 16; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                trace[row, column] = new Goldilocks((ulong)column + 2).Pow((ulong)row);
            }
        }

        return trace;
    }

    /// <summary>Sends a constant 0, Rest or Most times a row: up to p times in eight rows.</summary>
    private readonly struct HoardAir : IAir
    {
        public const ulong Most = 1UL << 61;
        public const ulong Rest = Goldilocks.Modulus - 7 * Most;

        private static readonly Bus Bus = new(21, "hoard", 1);

        public string Name => "hoard";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            TExpr times = builder.Main(0);
            builder.AssertZero(times * (times - TExpr.From(new(Rest))) * (times - TExpr.From(new(Most))));
            builder.Send(Bus, times, Most, TExpr.From(new(99)));
        }
    }

    private readonly struct FiveAir(Flow flow) : IAir
    {
        private static readonly Bus Bus = new(22, "five", 1);

        public string Name => $"five-{flow}";

        public int MainWidth => 1;

        public int PreprocessedWidth => 0;

        public int PublicCount => 1;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            builder.AssertZero(builder.Public(0) - TExpr.From(new(5)));
            builder.Interact(Bus, flow, TExpr.From(Goldilocks.One), 1, [TExpr.From(Goldilocks.One)]);
        }
    }

    private readonly struct PowersAir(GoldilocksCubic? factors) : IAir
    {
        public string Name => "powers";

        public int MainWidth => 4;

        public int PreprocessedWidth => 0;

        public int PublicCount => 0;

        public void Eval<TBuilder, TExpr>(ref TBuilder builder)
            where TBuilder : struct, IAirBuilder<TExpr>
            where TExpr : struct, IAlgebra<TExpr>
        {
            for (int column = 0; column < 4; column++)
            {
                builder.AssertZeroOnFirstRow(builder.Main(column) - TExpr.From(Goldilocks.One));
                builder.AssertZeroOnTransition(builder.MainNext(column) - builder.Main(column) * new Goldilocks((ulong)column + 2));
            }

            TExpr last = builder.Main(3);
            builder.AssertZero(factors is { } f
                ? last + builder.Main(0) * f.C0 + builder.Main(1) * f.C1 + builder.Main(2) * f.C2
                : last - last);
        }
    }
}
