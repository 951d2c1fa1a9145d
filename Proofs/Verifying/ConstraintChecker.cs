using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Verifying;

/// <summary>Checks (ζᴺ − 1)·Q(ζ) against a table's constraints, evaluated on the claimed values of its columns.</summary>
internal sealed class ConstraintChecker(
    StarkProgram program, OpeningLayout layout, StarkProof proof, GoldilocksCubic zeta, GoldilocksCubic alpha, BusChallenges? challenges)
{
    public ConstraintsUnsatisfied? Check(int table, Goldilocks[] publicValues)
    {
        TableShape shape = program.Shapes[table];
        int logHeight = proof.LogHeights[table];
        GoldilocksCubic zetaToHeight = SquareTimes(zeta, logHeight);
        GoldilocksCubic vanishing = zetaToHeight - GoldilocksCubic.One;

        PointBuilder builder = NewBuilder(table, shape, logHeight, vanishing, publicValues);
        program.Tables[table].Table.Evaluate(ref builder);
        if (shape.AuxiliaryWidth > 0)
        {
            StateBusConstraints(ref builder, table, shape, logHeight);
        }

        GoldilocksCubic expected = vanishing * Quotient(table, zetaToHeight);
        return builder.Folded == expected ? null : new(shape.Air.Name, table, expected, builder.Folded);
    }

    private PointBuilder NewBuilder(int table, TableShape shape, int logHeight, GoldilocksCubic vanishing, Goldilocks[] publicValues)
    {
        Goldilocks step = Goldilocks.RootOfUnity(logHeight);
        Goldilocks inverseHeight = new Goldilocks(1UL << logHeight).Inverse();
        GoldilocksCubic next = zeta * step;
        return new()
        {
            MainValues = Opened(layout.MainRound, layout.Main, table, 0),
            MainNextValues = Opened(layout.MainRound, layout.Main, table, 1),
            PreprocessedValues = Opened(layout.PreprocessedRound, layout.Preprocessed, table, 0),
            PreprocessedNextValues = Opened(layout.PreprocessedRound, layout.Preprocessed, table, 1),
            PublicValues = publicValues,
            IsFirstRow = vanishing * ((zeta - GoldilocksCubic.One).Inverse() * inverseHeight),
            IsLastRow = vanishing * ((next - GoldilocksCubic.One).Inverse() * inverseHeight),
            IsTransition = zeta - step.Inverse(),
            Alpha = alpha,
            BusChallenges = challenges,
            Multiplicities = new GoldilocksCubic[shape.Air.Interactions.Length],
            Fingerprints = new GoldilocksCubic[shape.Air.Interactions.Length],
        };
    }

    private void StateBusConstraints(ref PointBuilder builder, int table, TableShape shape, int logHeight)
    {
        GoldilocksCubic average = proof.BusSums[layout.Auxiliary.IndexOf(table)] * new Goldilocks(1UL << logHeight).Inverse();
        GoldilocksCubic[] values = new GoldilocksCubic[shape.Auxiliary.CubicColumns];
        BusConstraints<PointAlgebra, GoldilocksCubic, GoldilocksCubic>.Evaluate(
            shape.Auxiliary,
            builder.Multiplicities,
            builder.Fingerprints,
            Opened(layout.AuxiliaryRound, layout.Auxiliary, table, 0),
            Opened(layout.AuxiliaryRound, layout.Auxiliary, table, 1)[^1],
            average,
            values);
        foreach (GoldilocksCubic value in values)
        {
            builder.AssertZero(value);
        }
    }

    /// <summary>Q(ζ) = Σ ζᵏᴺ·q_k(ζ).</summary>
    private GoldilocksCubic Quotient(int table, GoldilocksCubic zetaToHeight)
    {
        GoldilocksCubic sum = default;
        foreach (GoldilocksCubic part in Opened(layout.QuotientRound, layout.Quotient, table, 0).Reverse())
        {
            sum = sum * zetaToHeight + part;
        }

        return sum;
    }

    /// <summary>A table's claimed values in one round; none where it has no such columns or is not opened there.</summary>
    private GoldilocksCubic[] Opened(int round, ImmutableArray<int> tables, int table, int point)
    {
        int matrix = tables.IndexOf(table);
        return matrix >= 0 && point < proof.Opening.Opened.Values[round][matrix].Length
            ? [.. proof.Opening.Opened[round, matrix, point]]
            : [];
    }

    private static GoldilocksCubic SquareTimes(GoldilocksCubic value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            value *= value;
        }

        return value;
    }
}
