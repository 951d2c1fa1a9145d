using System.Collections.Concurrent;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The constants of all transforms, built once per size and kept for the life of the process.</summary>
/// <remarks>About (1 + blow-up)·2^n words for each n.</remarks>
internal static class TransformTables
{
    private static readonly ConcurrentDictionary<int, Lazy<CombinationTable>> Inverses = new();
    private static readonly ConcurrentDictionary<int, Lazy<NativeBuffer>> Unshifts = new();
    private static readonly ConcurrentDictionary<(int LogRowCount, int LogBlowup, int Coset), Lazy<EvaluationTable>> Cosets = new();

    /// <summary>From values on the subgroup of order 2^n in bit-reversed order to 2^n times the coefficients.</summary>
    public static CombinationTable Inverse(int logRowCount) =>
        Get(Inverses, logRowCount, log => new CombinationTable(log, Goldilocks.One, isInverse: true));

    /// <summary>g^(−i)/2^n for coefficient i: what is left to do when the values were those on g·H.</summary>
    public static unsafe NativeBuffer Unshift(int logRowCount) => Get(Unshifts, logRowCount, log =>
    {
        NativeBuffer factors = NativeBuffer.Uninitialized(1L << log);
        Goldilocks shiftInverse = EvaluationDomain.Shift.Inverse();
        Goldilocks factor = new Goldilocks(1UL << log).Inverse();
        for (int row = 0; row < 1 << log; row++, factor *= shiftInverse)
        {
            factors.Words[row] = factor.Value;
        }

        return factors;
    });

    /// <summary>From 2^n coefficients to the values on one coset of the extended domain.</summary>
    public static EvaluationTable Coset(int logRowCount, int logBlowup, int coset) =>
        Get(Cosets, (LogRowCount: logRowCount, LogBlowup: logBlowup, Coset: coset), key => new EvaluationTable(
            key.LogRowCount, EvaluationDomain.CosetShift(key.LogRowCount, key.LogBlowup, key.Coset)));

    private static TValue Get<TKey, TValue>(ConcurrentDictionary<TKey, Lazy<TValue>> built, TKey key, Func<TKey, TValue> build)
        where TKey : notnull =>
        built.GetOrAdd(key, missing => new(() => build(missing))).Value;
}
