using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>Four AVX-512 registers of 8 words each.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Words512x4(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d) : IFourWords<Words512x4>
{
    private readonly Vector512<ulong> _a = a;
    private readonly Vector512<ulong> _b = b;
    private readonly Vector512<ulong> _c = c;
    private readonly Vector512<ulong> _d = d;

    private static Vector512<ulong> Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(Goldilocks.Epsilon);
    }

    public static int Lanes => 8;

    public static int Registers => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 operator +(Words512x4 left, Words512x4 right) =>
        new(left._a + right._a, left._b + right._b, left._c + right._c, left._d + right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 operator -(Words512x4 left, Words512x4 right) =>
        new(left._a - right._a, left._b - right._b, left._c - right._c, left._d - right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 operator >>>(Words512x4 words, int count) =>
        new(words._a >>> count, words._b >>> count, words._c >>> count, words._d >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 operator <<(Words512x4 words, int count) =>
        new(words._a << count, words._b << count, words._c << count, words._d << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 Broadcast(ulong word)
    {
        Vector512<ulong> words = Vector512.Create(word);
        return new(words, words, words, words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Words512x4 Broadcast(ulong* words) =>
        new(Vector512.Create(words[0]), Vector512.Create(words[1]), Vector512.Create(words[2]), Vector512.Create(words[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Words512x4 Load(ulong* first, nint stride) =>
        new(
            Vector512.Load(first),
            Vector512.Load(first + stride),
            Vector512.Load(first + 2 * stride),
            Vector512.Load(first + 3 * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(ulong* first, nint stride)
    {
        _a.Store(first);
        _b.Store(first + stride);
        _c.Store(first + 2 * stride);
        _d.Store(first + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 MultiplyLowHalves(Words512x4 left, Words512x4 right) => new(
        Avx512F.Multiply(left._a.AsUInt32(), right._a.AsUInt32()),
        Avx512F.Multiply(left._b.AsUInt32(), right._b.AsUInt32()),
        Avx512F.Multiply(left._c.AsUInt32(), right._c.AsUInt32()),
        Avx512F.Multiply(left._d.AsUInt32(), right._d.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 MultiplyLow(Words512x4 left, Words512x4 right) => new(
        Avx512DQ.MultiplyLow(left._a, right._a),
        Avx512DQ.MultiplyLow(left._b, right._b),
        Avx512DQ.MultiplyLow(left._c, right._c),
        Avx512DQ.MultiplyLow(left._d, right._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 LowWord(Words512x4 left, Words512x4 right, Words512x4 lowLow, Words512x4 middle) => new(
        Avx512DQ.MultiplyLow(left._a, right._a),
        Avx512DQ.MultiplyLow(left._b, right._b),
        Avx512DQ.MultiplyLow(left._c, right._c),
        Avx512DQ.MultiplyLow(left._d, right._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 AddEpsilonIfLess(Words512x4 left, Words512x4 right, Words512x4 value) => new(
        Vector512.ConditionalSelect(Vector512.LessThan(left._a, right._a), value._a + Epsilon, value._a),
        Vector512.ConditionalSelect(Vector512.LessThan(left._b, right._b), value._b + Epsilon, value._b),
        Vector512.ConditionalSelect(Vector512.LessThan(left._c, right._c), value._c + Epsilon, value._c),
        Vector512.ConditionalSelect(Vector512.LessThan(left._d, right._d), value._d + Epsilon, value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512x4 SubtractEpsilonIfLess(Words512x4 left, Words512x4 right, Words512x4 value) => new(
        Vector512.ConditionalSelect(Vector512.LessThan(left._a, right._a), value._a - Epsilon, value._a),
        Vector512.ConditionalSelect(Vector512.LessThan(left._b, right._b), value._b - Epsilon, value._b),
        Vector512.ConditionalSelect(Vector512.LessThan(left._c, right._c), value._c - Epsilon, value._c),
        Vector512.ConditionalSelect(Vector512.LessThan(left._d, right._d), value._d - Epsilon, value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512x4 LowHalves() => new(_a & Epsilon, _b & Epsilon, _c & Epsilon, _d & Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512x4 LowHalvesTimesEpsilon() => new(
        Avx512F.Multiply(_a.AsUInt32(), Epsilon.AsUInt32()),
        Avx512F.Multiply(_b.AsUInt32(), Epsilon.AsUInt32()),
        Avx512F.Multiply(_c.AsUInt32(), Epsilon.AsUInt32()),
        Avx512F.Multiply(_d.AsUInt32(), Epsilon.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512x4 Canonical() => new(
        Vector512.Min(_a, _a - Vector512.Create(Goldilocks.Modulus)),
        Vector512.Min(_b, _b - Vector512.Create(Goldilocks.Modulus)),
        Vector512.Min(_c, _c - Vector512.Create(Goldilocks.Modulus)),
        Vector512.Min(_d, _d - Vector512.Create(Goldilocks.Modulus)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512x4 MultiplyM4()
    {
        Vector512<ulong> ab = _a + _b, cd = _c + _d, all = ab + cd;
        Vector512<ulong> allAndB = all + _b, allAndD = all + _d;
        return new(allAndB + ab, allAndB + (_c + _c), allAndD + cd, allAndD + (_a + _a));
    }
}
