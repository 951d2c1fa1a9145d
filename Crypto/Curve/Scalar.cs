using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Rollup.Crypto.Curve;

/// <summary>An integer modulo n, the prime order of ecGFp5's group; always held reduced (below n).</summary>
/// <remarks>
/// n = 1067993516717146951041484916571792702745057740581727230159139685185762082554198619328292418486241 (319 bits; ePrint
/// 2022/274, section 4). Additions and products take the same path for all values; that the JIT keeps it so is not promised.
/// </remarks>
public readonly partial struct Scalar : IField<Scalar>
{
    public const int ByteCount = 40;

    internal const int LimbCount = 5;

    private readonly Limbs _limbs;

    private Scalar(Limbs limbs) => _limbs = limbs;

    /// <summary>The residue of a word: every word is below n.</summary>
    public Scalar(ulong value) => _limbs[0] = value;

    /// <summary>The residue of a 128-bit integer: every one is below n.</summary>
    public Scalar(UInt128 value) => (_limbs[0], _limbs[1]) = ((ulong)value, (ulong)(value >> 64));

    public static Scalar Zero => default;

    public static Scalar One => new(1UL);

    /// <summary>n, least significant word first.</summary>
    internal static ReadOnlySpan<ulong> Order =>
        [0xE80F_D996_948B_FFE1, 0xE888_5C39_D724_A09C, 0x7FFF_FFE6_CFB8_0639, 0x7FFF_FFF1_0000_0016, 0x7FFF_FFFD_8000_0007];

    public bool IsZero => (_limbs[0] | _limbs[1] | _limbs[2] | _limbs[3] | _limbs[4]) == 0;

    /// <summary>Word <paramref name="index"/> of the integer, least significant first.</summary>
    public ulong this[int index] => _limbs[index];

    /// <summary>Reads a 40-byte big-endian integer.</summary>
    /// <returns>False when the length is not 40 or the integer is not below n.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Scalar scalar)
    {
        scalar = default;
        if (bytes.Length != ByteCount)
        {
            return false;
        }

        Limbs limbs = default;
        for (int i = 0; i < LimbCount; i++)
        {
            limbs[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes[(8 * (LimbCount - 1 - i))..]);
        }

        Limbs reduced = limbs;
        if (SubtractInPlace(reduced, Order) == 0)
        {
            return false;
        }

        scalar = new(limbs);
        return true;
    }

    /// <summary>Writes the integer as 40 bytes, big-endian.</summary>
    public void Write(Span<byte> destination)
    {
        for (int i = 0; i < LimbCount; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination[(8 * (LimbCount - 1 - i))..], _limbs[i]);
        }
    }

    public static Scalar operator +(Scalar left, Scalar right)
    {
        // Both are below 2^319, so the sum fits 320 bits.
        Limbs sum = left._limbs;
        AddInPlace(sum, right._limbs);
        return ReduceOnce(sum);
    }

    public static Scalar operator -(Scalar left, Scalar right)
    {
        Limbs difference = left._limbs;
        ulong borrow = SubtractInPlace(difference, right._limbs);

        Limbs correction = default;
        for (int i = 0; i < LimbCount; i++)
        {
            correction[i] = Order[i] & (0 - borrow);
        }

        AddInPlace(difference, correction);
        return new(difference);
    }

    public static Scalar operator -(Scalar value) => Zero - value;

    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    public bool Equals(Scalar other)
    {
        ulong difference = 0;
        for (int i = 0; i < LimbCount; i++)
        {
            difference |= _limbs[i] ^ other._limbs[i];
        }

        return difference == 0;
    }

    /// <summary>Writes the integer as five words, least significant first.</summary>
    internal void CopyWords(Span<ulong> destination) => ((ReadOnlySpan<ulong>)_limbs).CopyTo(destination);

    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_limbs[0], _limbs[1], _limbs[2], _limbs[3], _limbs[4]);

    /// <summary>0x and 80 hexadecimal digits. A secret scalar is wrapped in a type that does not print it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        Write(bytes);
        return Hex.Format(bytes);
    }

    /// <summary>The residue of an integer below 2n.</summary>
    private static Scalar ReduceOnce(Limbs value)
    {
        Limbs reduced = value;
        ulong keep = 0 - SubtractInPlace(reduced, Order);
        for (int i = 0; i < LimbCount; i++)
        {
            reduced[i] ^= keep & (reduced[i] ^ value[i]);
        }

        return new(reduced);
    }

    private static void AddInPlace(Span<ulong> target, ReadOnlySpan<ulong> addend)
    {
        ulong carry = 0;
        for (int i = 0; i < LimbCount; i++)
        {
            UInt128 sum = (UInt128)target[i] + addend[i] + carry;
            (target[i], carry) = ((ulong)sum, (ulong)(sum >> 64));
        }
    }

    /// <summary>Subtracts modulo 2^320.</summary>
    /// <returns>The borrow: 1 when the subtrahend was larger.</returns>
    private static ulong SubtractInPlace(Span<ulong> target, ReadOnlySpan<ulong> subtrahend)
    {
        ulong borrow = 0;
        for (int i = 0; i < LimbCount; i++)
        {
            UInt128 difference = (UInt128)target[i] - subtrahend[i] - borrow;
            (target[i], borrow) = ((ulong)difference, (ulong)(difference >> 64) & 1);
        }

        return borrow;
    }

    [InlineArray(LimbCount)]
    private struct Limbs
    {
        private ulong _first;
    }
}
