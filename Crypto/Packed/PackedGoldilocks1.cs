using System.Runtime.CompilerServices;

namespace Rollup.Crypto;

/// <summary>One element as a pack of width 1: the reference for the vector types, and the fallback without them.</summary>
public readonly record struct PackedGoldilocks1 : IPackedField<PackedGoldilocks1>
{
    private readonly Goldilocks _value;

    private PackedGoldilocks1(Goldilocks value) => _value = value;

    public static int Width => 1;

    public static PackedGoldilocks1 Zero => default;

    public static PackedGoldilocks1 One => new(Goldilocks.One);

    public Goldilocks this[int lane] => lane == 0 ? _value : throw new ArgumentOutOfRangeException(nameof(lane), lane, "Width is 1.");

    public static PackedGoldilocks1 From(Goldilocks value) => new(value);

    public static PackedGoldilocks1 Load(ReadOnlySpan<Goldilocks> source) => new(source[0]);

    public static unsafe PackedGoldilocks1 Load(Goldilocks* source) => new(*source);

    public static unsafe PackedGoldilocks1 Broadcast(Goldilocks* source) => new(*source);

    public void Store(Span<Goldilocks> destination) => destination[0] = _value;

    public unsafe void Store(Goldilocks* destination) => *destination = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks1 operator +(PackedGoldilocks1 left, PackedGoldilocks1 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks1 operator -(PackedGoldilocks1 left, PackedGoldilocks1 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks1 operator *(PackedGoldilocks1 left, PackedGoldilocks1 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks1 operator *(PackedGoldilocks1 left, Goldilocks right) => left * From(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks1 operator -(PackedGoldilocks1 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks1 Square() => new(_value * _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks1 Double() => new(_value + _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks1 TimesFourthRoot() => new(Goldilocks.Reduce(_value.Value >> 16, _value.Value << 48));

    public override string ToString() => _value.ToString();
}
