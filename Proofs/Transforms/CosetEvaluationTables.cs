using System.Collections.Concurrent;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>For 2^n coefficients in natural order: the constants of each coset of the extended domain.</summary>
internal sealed class CosetEvaluationTables
{
    private static readonly ConcurrentDictionary<(int LogRowCount, int LogBlowup), Lazy<CosetEvaluationTables>> Built = new();

    private CosetEvaluationTables(int logRowCount, int logBlowup) => Cosets =
    [
        .. Enumerable.Range(0, 1 << logBlowup).Select(coset => new EvaluationTable(
            logRowCount, EvaluationDomain.CosetShift(logRowCount, logBlowup, coset), isInverse: false)),
    ];

    public EvaluationTable[] Cosets { get; }

    public static CosetEvaluationTables For(int logRowCount, int logBlowup) =>
        Built.GetOrAdd((logRowCount, logBlowup), key => new(() => new(key.LogRowCount, key.LogBlowup))).Value;
}

/// <summary>For 2^n values on g·H in bit-reversed order: the constants of the way back to coefficients.</summary>
internal sealed unsafe class InterpolationTables
{
    private static readonly ConcurrentDictionary<int, Lazy<InterpolationTables>> Built = new();

    private InterpolationTables(int logRowCount)
    {
        Combination = new(logRowCount, Goldilocks.One, isInverse: true);
        Factors = NativeBuffer.Uninitialized(1L << logRowCount);
        Goldilocks shiftInverse = EvaluationDomain.Shift.Inverse();
        Goldilocks factor = new Goldilocks(1UL << logRowCount).Inverse();
        for (int row = 0; row < 1 << logRowCount; row++, factor *= shiftInverse)
        {
            Factors.Words[row] = factor.Value;
        }
    }

    public CombinationTable Combination { get; }

    /// <summary>g^(−i)/N for coefficient i.</summary>
    public NativeBuffer Factors { get; }

    public static InterpolationTables For(int logRowCount) =>
        Built.GetOrAdd(logRowCount, key => new(() => new(key))).Value;
}
