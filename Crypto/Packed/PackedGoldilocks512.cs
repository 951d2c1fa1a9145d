using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rollup.Crypto;

/// <summary>Eight elements in one AVX-512 register.</summary>
/// <remarks>Needs <see cref="VectorPath.Avx512"/>; the arithmetic is in <see cref="Lanes512"/>.</remarks>
public readonly record struct PackedGoldilocks512 : IPackedField<PackedGoldilocks512>
{
    private readonly Vector512<ulong> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PackedGoldilocks512(Vector512<ulong> lanes) => _lanes = lanes;

    public static int Width => 8;

    public static PackedGoldilocks512 Zero => default;

    public static PackedGoldilocks512 One => new(Vector512<ulong>.One);

    public Goldilocks this[int lane] => new(_lanes[lane]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 From(Goldilocks value) => new(Vector512.Create(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 Load(ReadOnlySpan<Goldilocks> source) => new(Vector512.Create(MemoryMarshal.Cast<Goldilocks, ulong>(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedGoldilocks512 Load(Goldilocks* source) => new(Vector512.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedGoldilocks512 Broadcast(Goldilocks* source) => new(Vector512.Create(*(ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<Goldilocks> destination) => _lanes.CopyTo(MemoryMarshal.Cast<Goldilocks, ulong>(destination));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(Goldilocks* destination) => _lanes.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 operator +(PackedGoldilocks512 left, PackedGoldilocks512 right) => new(Lanes512.Add(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 operator -(PackedGoldilocks512 left, PackedGoldilocks512 right) => new(Lanes512.Subtract(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 operator *(PackedGoldilocks512 left, PackedGoldilocks512 right) => new(Lanes512.Multiply(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 operator *(PackedGoldilocks512 left, Goldilocks right) => left * From(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks512 operator -(PackedGoldilocks512 value) => new(Lanes512.Subtract(Vector512<ulong>.Zero, value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks512 Square() => new(Lanes512.Square(_lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks512 TimesFourthRoot() => new(Lanes512.Reduce(_lanes >>> 16, _lanes << 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks512 Double() => new(Lanes512.Add(_lanes, _lanes));

    public override string ToString() => _lanes.ToString();
}
