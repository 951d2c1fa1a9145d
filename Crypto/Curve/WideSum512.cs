using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rollup.Crypto.Curve;

/// <summary>Eight sums, side by side, of up to five products of field elements, each reduced once at the end.</summary>
/// <remarks>
/// The vector twin of <see cref="WideSum"/>. A product of two words is four products of halves, 64 bits each; their halves
/// are summed by weight: value = w0 + w1·φ + w2·φ² + w3·φ³, φ = 2^32. Since φ² = φ − 1 and φ³ = −1 modulo p, the
/// reduction is (w0 − w2 − w3) + (w1 + w2)·φ.
/// </remarks>
internal readonly struct WideSum512
{
    private readonly Vector512<ulong> _w0;
    private readonly Vector512<ulong> _w1;
    private readonly Vector512<ulong> _w2;
    private readonly Vector512<ulong> _w3;

    private WideSum512(Vector512<ulong> w0, Vector512<ulong> w1, Vector512<ulong> w2, Vector512<ulong> w3) =>
        (_w0, _w1, _w2, _w3) = (w0, w1, w2, w3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideSum512 Of(Vector512<ulong> x, Vector512<ulong> y) =>
        default(WideSum512).Add(x, y);

    /// <summary>This sum and x · y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideSum512 Add(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> half = Vector512.Create(0xFFFF_FFFFUL);
        Vector512<ulong> xHigh = x >>> 32, yHigh = y >>> 32;
        Vector512<ulong> lowLow = Lanes512.MultiplyLowHalves(x, y), lowHigh = Lanes512.MultiplyLowHalves(x, yHigh);
        Vector512<ulong> highLow = Lanes512.MultiplyLowHalves(xHigh, y), highHigh = Lanes512.MultiplyLowHalves(xHigh, yHigh);
        return new(
            _w0 + (lowLow & half),
            _w1 + ((lowLow >>> 32) + ((lowHigh & half) + (highLow & half))),
            _w2 + ((highHigh & half) + ((lowHigh >>> 32) + (highLow >>> 32))),
            _w3 + (highHigh >>> 32));
    }

    /// <summary>Twice this sum; counts as twice as many products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WideSum512 Double() => new(_w0 + _w0, _w1 + _w1, _w2 + _w2, _w3 + _w3);

    /// <summary>The sums as canonical elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<ulong> Reduce()
    {
        // With five products w0, w3 < 5·2^32 and w1, w2 < 15·2^32. To keep both parts from going below zero, add
        // 2^38 − 2^6·φ = 0 and p = 1 + (2^32 − 1)·φ.
        Vector512<ulong> low = _w0 + Vector512.Create((1UL << 38) + 1) - (_w2 + _w3);
        Vector512<ulong> high = _w1 + _w2 + Vector512.Create(0xFFFF_FFFFUL - (1UL << 6));

        // high·φ = (high mod 2^32)·2^32 + ⌊high/2^32⌋·2^64, and 2^64 = 2^32 − 1.
        Vector512<ulong> rest = low + Lanes512.MultiplyLowHalves(high >>> 32, Lanes512.Epsilon);
        return Lanes512.Canonical(Lanes512.AddLoose(high << 32, rest));
    }
}
