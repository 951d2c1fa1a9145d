using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>One AVX-512 register of 8 words.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Words512(Vector512<ulong> words) : IWords<Words512>
{
    private readonly Vector512<ulong> _words = words;

    private static Vector512<ulong> Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(Goldilocks.Epsilon);
    }

    public static int Lanes => 8;

    public static int Registers => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator +(Words512 left, Words512 right) =>
        new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator -(Words512 left, Words512 right) =>
        new(left._words - right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator >>>(Words512 words, int count) =>
        new(words._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator <<(Words512 words, int count) =>
        new(words._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Broadcast(ulong word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Words512 Load(ulong* first, nint stride) => new(Vector512.Load(first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(ulong* first, nint stride) => _words.Store(first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 MultiplyLowHalves(Words512 left, Words512 right) => new(Avx512F.Multiply(left._words.AsUInt32(), right._words.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 MultiplyLow(Words512 left, Words512 right) => new(Avx512DQ.MultiplyLow(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 LowWord(Words512 left, Words512 right, Words512 lowLow, Words512 middle) => new(Avx512DQ.MultiplyLow(left._words, right._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 AddEpsilonIfLess(Words512 left, Words512 right, Words512 value) => new(Vector512.ConditionalSelect(Vector512.LessThan(left._words, right._words), value._words + Epsilon, value._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 SubtractEpsilonIfLess(Words512 left, Words512 right, Words512 value) => new(Vector512.ConditionalSelect(Vector512.LessThan(left._words, right._words), value._words - Epsilon, value._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512 LowHalves() => new(_words & Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512 LowHalvesTimesEpsilon() => new(Avx512F.Multiply(_words.AsUInt32(), Epsilon.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words512 Canonical() => new(Vector512.Min(_words, _words - Vector512.Create(Goldilocks.Modulus)));
}
