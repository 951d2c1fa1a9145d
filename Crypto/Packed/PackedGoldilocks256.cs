using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rollup.Crypto;

/// <summary>Four elements in one AVX2 register.</summary>
/// <remarks>Needs <see cref="VectorPath.Avx2"/>; the arithmetic is in <see cref="Lanes256"/>.</remarks>
public readonly record struct PackedGoldilocks256 : IPackedField<PackedGoldilocks256>
{
    private readonly Vector256<ulong> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PackedGoldilocks256(Vector256<ulong> lanes) => _lanes = lanes;

    public static int Width => 4;

    public static PackedGoldilocks256 Zero => default;

    public static PackedGoldilocks256 One => new(Vector256<ulong>.One);

    public Goldilocks this[int lane] => new(_lanes[lane]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 From(Goldilocks value) => new(Vector256.Create(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 Load(ReadOnlySpan<Goldilocks> source) => new(Vector256.Create(MemoryMarshal.Cast<Goldilocks, ulong>(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedGoldilocks256 Load(Goldilocks* source) => new(Vector256.Load((ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedGoldilocks256 Broadcast(Goldilocks* source) => new(Vector256.Create(*(ulong*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<Goldilocks> destination) => _lanes.CopyTo(MemoryMarshal.Cast<Goldilocks, ulong>(destination));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(Goldilocks* destination) => _lanes.Store((ulong*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 operator +(PackedGoldilocks256 left, PackedGoldilocks256 right) => new(Lanes256.Add(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 operator -(PackedGoldilocks256 left, PackedGoldilocks256 right) => new(Lanes256.Subtract(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 operator *(PackedGoldilocks256 left, PackedGoldilocks256 right) => new(Lanes256.Multiply(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 operator *(PackedGoldilocks256 left, Goldilocks right) => left * From(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedGoldilocks256 operator -(PackedGoldilocks256 value) => new(Lanes256.Subtract(Vector256<ulong>.Zero, value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks256 Square() => new(Lanes256.Square(_lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks256 TimesFourthRoot() => new(Lanes256.Reduce(_lanes >>> 16, _lanes << 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedGoldilocks256 Double() => new(Lanes256.Add(_lanes, _lanes));

    public override string ToString() => _lanes.ToString();
}
