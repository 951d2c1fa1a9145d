using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>One AVX-512 register of 8 words.</summary>
internal readonly struct Words512(Vector512<ulong> words) : IWords<Words512>
{
    private readonly Vector512<ulong> _words = words;

    public static int Lanes => 8;

    public static int Registers => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator +(Words512 left, Words512 right) =>
        new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator -(Words512 left, Words512 right) =>
        new(left._words - right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator &(Words512 left, Words512 right) =>
        new(left._words & right._words);

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
    public static Words512 AddIfLess(Words512 left, Words512 right, Words512 value, Words512 addend) => new(Vector512.ConditionalSelect(Vector512.LessThan(left._words, right._words), value._words + addend._words, value._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 SubtractIfLess(Words512 left, Words512 right, Words512 value, Words512 subtrahend) => new(Vector512.ConditionalSelect(Vector512.LessThan(left._words, right._words), value._words - subtrahend._words, value._words));
}
