using System.Numerics;
using Rollup.Crypto;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Proving;

/// <summary>What is the same for all rows of one coset s·H of a table's domain H, of order N.</summary>
internal sealed class CosetConstants
{
    private readonly int _logHeight;
    private readonly Goldilocks _shift;

    public CosetConstants(QuotientTask task, int index)
    {
        _logHeight = task.LogHeight;
        Index = index;

        // Block c of N rows in bit-reversed order starts with the point of row c·N of the whole coset.
        int logSize = _logHeight + BitOperations.Log2((uint)task.CosetCount);
        _shift = EvaluationDomain.CosetPoint(logSize, index << _logHeight);
        Step = Goldilocks.RootOfUnity(_logHeight);
        LastPoint = Step.Inverse();

        // xᴺ − 1 is the same on the whole coset.
        Vanishing = _shift.SquareTimes(_logHeight) - Goldilocks.One;
        Weights = WeightsOf(task, Vanishing.Inverse());
        WeightLimbs = LimbsOf(Weights);
    }

    public int Index { get; }

    /// <summary>ω, the step from a row's point to the next row's.</summary>
    public Goldilocks Step { get; }

    /// <summary>ω⁻¹, the last row's point in the trace domain.</summary>
    public Goldilocks LastPoint { get; }

    public Goldilocks Vanishing { get; }

    /// <summary>α^(K−1−k)/(xᴺ − 1) for constraint k of K, three coefficients each: the first constraint has the highest power.</summary>
    public Goldilocks[] Weights { get; }

    /// <summary>The same, split for sums that are reduced late.</summary>
    public ulong[] WeightLimbs { get; }

    /// <summary>The points of a step's rows, lane by lane: ω^t times the bit-reversed roots of unity, see <see cref="CosetRows"/>.</summary>
    public TPacked Points<TPacked>(int step)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        Span<Goldilocks> points = stackalloc Goldilocks[TPacked.Width];
        EvaluationDomain.FillPoints(points, _shift * Step.Pow((ulong)step));
        return TPacked.Load(points);
    }

    /// <summary>
    /// The polynomial that is 1 on the first row and 0 on the others, (xᴺ − 1)/(N·(x − 1)), on consecutive steps.
    /// </summary>
    /// <param name="selectors">Receives a pack per step.</param>
    public void FirstRowSelectors<TPacked>(int firstStep, Span<TPacked> selectors)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        // Montgomery's trick, lane by lane: the coset does not meet H, so x − 1 is never zero.
        TPacked points = Points<TPacked>(firstStep);
        TPacked product = TPacked.One;
        Span<TPacked> differences = new TPacked[selectors.Length];
        for (int i = 0; i < selectors.Length; i++)
        {
            selectors[i] = product;
            differences[i] = points - TPacked.One;
            product *= differences[i];
            points *= Step;
        }

        Goldilocks height = 1UL << _logHeight;
        TPacked inverse = Invert(product) * (Vanishing * height.Inverse());
        for (int i = selectors.Length - 1; i >= 0; i--)
        {
            selectors[i] *= inverse;
            inverse *= differences[i];
        }
    }

    private static TPacked Invert<TPacked>(TPacked value)
        where TPacked : unmanaged, IPackedField<TPacked>
    {
        Span<Goldilocks> lanes = stackalloc Goldilocks[TPacked.Width];
        value.Store(lanes);
        foreach (ref Goldilocks lane in lanes)
        {
            lane = lane.Inverse();
        }

        return TPacked.Load(lanes);
    }

    private static Goldilocks[] WeightsOf(QuotientTask task, Goldilocks inverseVanishing)
    {
        Goldilocks[] weights = new Goldilocks[GoldilocksCubic.Degree * task.Shape.ConstraintCount];
        GoldilocksCubic weight = inverseVanishing;
        for (int k = task.Shape.ConstraintCount - 1; k >= 0; k--)
        {
            (weights[3 * k], weights[3 * k + 1], weights[3 * k + 2]) = (weight.C0, weight.C1, weight.C2);
            weight *= task.Alpha;
        }

        return weights;
    }

    private static unsafe ulong[] LimbsOf(Goldilocks[] weights)
    {
        int count = weights.Length / GoldilocksCubic.Degree;
        ulong[] limbs = new ulong[count * Fri.WeightLimbs.Count];
        fixed (ulong* first = limbs)
        {
            for (int k = 0; k < count; k++)
            {
                Fri.WeightLimbs.Split(new(weights[3 * k], weights[3 * k + 1], weights[3 * k + 2]), first + k * Fri.WeightLimbs.Count, 1);
            }
        }

        return limbs;
    }
}
