using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>Four AVX2 registers of 4 words each.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Words256x4(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c, Vector256<ulong> d) : IFourWords<Words256x4>
{
    private readonly Vector256<ulong> _a = a;
    private readonly Vector256<ulong> _b = b;
    private readonly Vector256<ulong> _c = c;
    private readonly Vector256<ulong> _d = d;

    private static Vector256<ulong> Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(Goldilocks.Epsilon);
    }

    public static int Lanes => 4;

    public static int Registers => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 operator +(Words256x4 left, Words256x4 right) =>
        new(left._a + right._a, left._b + right._b, left._c + right._c, left._d + right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 operator -(Words256x4 left, Words256x4 right) =>
        new(left._a - right._a, left._b - right._b, left._c - right._c, left._d - right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 operator >>>(Words256x4 words, int count) =>
        new(words._a >>> count, words._b >>> count, words._c >>> count, words._d >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 operator <<(Words256x4 words, int count) =>
        new(words._a << count, words._b << count, words._c << count, words._d << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 Broadcast(ulong word)
    {
        Vector256<ulong> words = Vector256.Create(word);
        return new(words, words, words, words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Words256x4 Broadcast(ulong* words) =>
        new(Vector256.Create(words[0]), Vector256.Create(words[1]), Vector256.Create(words[2]), Vector256.Create(words[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Words256x4 Load(ulong* first, nint stride) =>
        new(
            Vector256.Load(first),
            Vector256.Load(first + stride),
            Vector256.Load(first + 2 * stride),
            Vector256.Load(first + 3 * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(ulong* first, nint stride)
    {
        _a.Store(first);
        _b.Store(first + stride);
        _c.Store(first + 2 * stride);
        _d.Store(first + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 MultiplyLowHalves(Words256x4 left, Words256x4 right) => new(
        Avx2.Multiply(left._a.AsUInt32(), right._a.AsUInt32()),
        Avx2.Multiply(left._b.AsUInt32(), right._b.AsUInt32()),
        Avx2.Multiply(left._c.AsUInt32(), right._c.AsUInt32()),
        Avx2.Multiply(left._d.AsUInt32(), right._d.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 MultiplyLow(Words256x4 left, Words256x4 right) => new(
        left._a * right._a,
        left._b * right._b,
        left._c * right._c,
        left._d * right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 LowWord(Words256x4 left, Words256x4 right, Words256x4 lowLow, Words256x4 middle) => new(
        Avx2.Blend(lowLow._a.AsUInt32(), (middle._a << 32).AsUInt32(), 0b10101010).AsUInt64(),
        Avx2.Blend(lowLow._b.AsUInt32(), (middle._b << 32).AsUInt32(), 0b10101010).AsUInt64(),
        Avx2.Blend(lowLow._c.AsUInt32(), (middle._c << 32).AsUInt32(), 0b10101010).AsUInt64(),
        Avx2.Blend(lowLow._d.AsUInt32(), (middle._d << 32).AsUInt32(), 0b10101010).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 AddEpsilonIfLess(Words256x4 left, Words256x4 right, Words256x4 value) => new(
        value._a + (Vector256.LessThan(left._a, right._a) >>> 32),
        value._b + (Vector256.LessThan(left._b, right._b) >>> 32),
        value._c + (Vector256.LessThan(left._c, right._c) >>> 32),
        value._d + (Vector256.LessThan(left._d, right._d) >>> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256x4 SubtractEpsilonIfLess(Words256x4 left, Words256x4 right, Words256x4 value) => new(
        value._a - (Vector256.LessThan(left._a, right._a) >>> 32),
        value._b - (Vector256.LessThan(left._b, right._b) >>> 32),
        value._c - (Vector256.LessThan(left._c, right._c) >>> 32),
        value._d - (Vector256.LessThan(left._d, right._d) >>> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256x4 LowHalves() => new(_a & Epsilon, _b & Epsilon, _c & Epsilon, _d & Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256x4 LowHalvesTimesEpsilon() => new(
        Avx2.Multiply(_a.AsUInt32(), Epsilon.AsUInt32()),
        Avx2.Multiply(_b.AsUInt32(), Epsilon.AsUInt32()),
        Avx2.Multiply(_c.AsUInt32(), Epsilon.AsUInt32()),
        Avx2.Multiply(_d.AsUInt32(), Epsilon.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256x4 Canonical() => new(
        Vector256.Min(_a, _a - Vector256.Create(Goldilocks.Modulus)),
        Vector256.Min(_b, _b - Vector256.Create(Goldilocks.Modulus)),
        Vector256.Min(_c, _c - Vector256.Create(Goldilocks.Modulus)),
        Vector256.Min(_d, _d - Vector256.Create(Goldilocks.Modulus)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256x4 MultiplyM4()
    {
        Vector256<ulong> ab = _a + _b, cd = _c + _d, all = ab + cd;
        Vector256<ulong> allAndB = all + _b, allAndD = all + _d;
        return new(allAndB + ab, allAndB + (_c + _c), allAndD + cd, allAndD + (_a + _a));
    }
}
