using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rollup.Crypto;

/// <summary>One AVX2 register of 4 words.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Words256(Vector256<ulong> words) : IWords<Words256>
{
    private readonly Vector256<ulong> _words = words;

    private static Vector256<ulong> Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(Goldilocks.Epsilon);
    }

    public static int Lanes => 4;

    public static int Registers => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator +(Words256 left, Words256 right) =>
        new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator -(Words256 left, Words256 right) =>
        new(left._words - right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator >>>(Words256 words, int count) =>
        new(words._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator <<(Words256 words, int count) =>
        new(words._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Broadcast(ulong word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Words256 Load(ulong* first, nint stride) => new(Vector256.Load(first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(ulong* first, nint stride) => _words.Store(first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 MultiplyLowHalves(Words256 left, Words256 right) => new(Avx2.Multiply(left._words.AsUInt32(), right._words.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 MultiplyLow(Words256 left, Words256 right) => new(left._words * right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 LowWord(Words256 left, Words256 right, Words256 lowLow, Words256 middle) => new(Avx2.Blend(lowLow._words.AsUInt32(), (middle._words << 32).AsUInt32(), 0b10101010).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 AddEpsilonIfLess(Words256 left, Words256 right, Words256 value) => new(value._words + (Vector256.LessThan(left._words, right._words) >>> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 SubtractEpsilonIfLess(Words256 left, Words256 right, Words256 value) => new(value._words - (Vector256.LessThan(left._words, right._words) >>> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256 LowHalves() => new(_words & Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256 LowHalvesTimesEpsilon() => new(Avx2.Multiply(_words.AsUInt32(), Epsilon.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Words256 Canonical() => new(Vector256.Min(_words, _words - Vector256.Create(Goldilocks.Modulus)));
}
