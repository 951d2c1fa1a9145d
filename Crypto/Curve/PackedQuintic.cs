using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rollup.Crypto.Curve;

/// <summary>Independent elements of F⁵ side by side, one in each lane: the coordinate of several points at once.</summary>
internal readonly struct PackedQuintic<TPack>(TPack c0, TPack c1, TPack c2, TPack c3, TPack c4) : ICoordinate<PackedQuintic<TPack>>
    where TPack : unmanaged, IPackedField<TPack>
{
    public readonly TPack C0 = c0;
    public readonly TPack C1 = c1;
    public readonly TPack C2 = c2;
    public readonly TPack C3 = c3;
    public readonly TPack C4 = c4;

    public static int Width => TPack.Width;

    public static PackedQuintic<TPack> Zero => default;

    public static PackedQuintic<TPack> One => new(TPack.One, default, default, default, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedQuintic<TPack> operator +(in PackedQuintic<TPack> a, in PackedQuintic<TPack> b) =>
        new(a.C0 + b.C0, a.C1 + b.C1, a.C2 + b.C2, a.C3 + b.C3, a.C4 + b.C4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedQuintic<TPack> operator -(in PackedQuintic<TPack> a, in PackedQuintic<TPack> b) =>
        new(a.C0 - b.C0, a.C1 - b.C1, a.C2 - b.C2, a.C3 - b.C3, a.C4 - b.C4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedQuintic<TPack> operator -(in PackedQuintic<TPack> a) => new(-a.C0, -a.C1, -a.C2, -a.C3, -a.C4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedQuintic<TPack> operator *(in PackedQuintic<TPack> a, in PackedQuintic<TPack> b)
    {
        Multiply(a, b, out PackedQuintic<TPack> product);
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedQuintic<TPack> Square(in PackedQuintic<TPack> a)
    {
        Square(a, out PackedQuintic<TPack> square);
        return square;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Square(in PackedQuintic<TPack> a, out PackedQuintic<TPack> square)
    {
        TPack twice0 = a.C0.Double(), twice1 = a.C1.Double();
        TPack triple3 = Triple(a.C3), triple4 = Triple(a.C4);
        TPack six2 = Triple(a.C2.Double()), six4 = triple4.Double();
        square = new(
            Dot3(a.C0, a.C0, a.C1, six4, a.C3, six2),
            Dot3(twice0, a.C1, a.C2, six4, a.C3, triple3),
            Dot3(twice0, a.C2, a.C1, a.C1, a.C3, six4),
            Dot3(twice0, a.C3, twice1, a.C2, a.C4, triple4),
            Dot3(twice0, a.C4, twice1, a.C3, a.C2, a.C2));
    }

    public static PackedQuintic<TPack> TimesX(in PackedQuintic<TPack> a, uint factor)
    {
        Goldilocks k = factor;
        return new(a.C4 * (3 * factor), a.C0 * k, a.C1 * k, a.C2 * k, a.C3 * k);
    }

    /// <summary>Copies lane by lane: variable time, for the public inputs that batches are made of.</summary>
    [SkipLocalsInit]
    public static FractionalPoint<PackedQuintic<TPack>> Lookup(ReadOnlySpan<FractionalPoint<PackedQuintic<TPack>>> table, ReadOnlySpan<int> digits)
    {
        const int pointLength = 4 * 5;
        const int u = 2 * 5;

        FractionalPoint<PackedQuintic<TPack>> found = FractionalPoint<PackedQuintic<TPack>>.Neutral;
        Span<Goldilocks> target = MemoryMarshal.Cast<FractionalPoint<PackedQuintic<TPack>>, Goldilocks>(new Span<FractionalPoint<PackedQuintic<TPack>>>(ref found));
        ReadOnlySpan<Goldilocks> source = MemoryMarshal.Cast<FractionalPoint<PackedQuintic<TPack>>, Goldilocks>(table);
        for (int lane = 0; lane < Width; lane++)
        {
            int digit = digits[lane];
            if (digit == 0)
            {
                continue;
            }

            ReadOnlySpan<Goldilocks> entry = source.Slice((Math.Abs(digit) - 1) * target.Length, target.Length);
            for (int i = 0; i < pointLength; i++)
            {
                target[i * Width + lane] = entry[i * Width + lane];
            }

            for (int i = u; digit < 0 && i < u + 5; i++)
            {
                target[i * Width + lane] = -entry[i * Width + lane];
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Triple(TPack x) => x.Double() + x;

    /// <summary>Coefficient k is Σ aᵢ·b₍ₖ₋ᵢ₎, with 3·b₍ₖ₋ᵢ₊₅₎ where k − i is negative: five windows of one row of nine.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Multiply(in PackedQuintic<TPack> a, in PackedQuintic<TPack> b, out PackedQuintic<TPack> product)
    {
        Row row;
        row.B4 = b.C4;
        row.B3 = b.C3;
        row.B2 = b.C2;
        row.B1 = b.C1;
        row.B0 = b.C0;
        row.Triple4 = Triple(b.C4);
        row.Triple3 = Triple(b.C3);
        row.Triple2 = Triple(b.C2);
        row.Triple1 = Triple(b.C1);

        Unsafe.SkipInit(out product);
        Dot5(a.C0, row.B0, out Unsafe.AsRef(in product.C0));
        Dot5(a.C0, row.B1, out Unsafe.AsRef(in product.C1));
        Dot5(a.C0, row.B2, out Unsafe.AsRef(in product.C2));
        Dot5(a.C0, row.B3, out Unsafe.AsRef(in product.C3));
        Dot5(a.C0, row.B4, out Unsafe.AsRef(in product.C4));
    }

    /// <summary>x[0]·y[0] + … + x[4]·y[4] over neighbours in memory.</summary>
    /// <remarks>Not inlined: 25 products in one body are more than the JIT keeps in registers, or inlines at all.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Dot5(in TPack x, in TPack y, out TPack sum)
    {
        ref TPack a = ref Unsafe.AsRef(in x), b = ref Unsafe.AsRef(in y);
        sum = typeof(TPack) == typeof(PackedGoldilocks512)
            ? As(WideSum512.Of(Word(a), Word(b))
                .Add(Word(Unsafe.Add(ref a, 1)), Word(Unsafe.Add(ref b, 1)))
                .Add(Word(Unsafe.Add(ref a, 2)), Word(Unsafe.Add(ref b, 2)))
                .Add(Word(Unsafe.Add(ref a, 3)), Word(Unsafe.Add(ref b, 3)))
                .Add(Word(Unsafe.Add(ref a, 4)), Word(Unsafe.Add(ref b, 4)))
                .Reduce())
            : a * b + Unsafe.Add(ref a, 1) * Unsafe.Add(ref b, 1) + Unsafe.Add(ref a, 2) * Unsafe.Add(ref b, 2)
                + Unsafe.Add(ref a, 3) * Unsafe.Add(ref b, 3) + Unsafe.Add(ref a, 4) * Unsafe.Add(ref b, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Dot3(TPack x0, TPack y0, TPack x1, TPack y1, TPack x2, TPack y2) =>
        typeof(TPack) == typeof(PackedGoldilocks512)
            ? As(WideSum512.Of(Word(x0), Word(y0)).Add(Word(x1), Word(y1)).Add(Word(x2), Word(y2)).Reduce())
            : x0 * y0 + x1 * y1 + x2 * y2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Word(TPack pack) => Unsafe.BitCast<TPack, Vector512<ulong>>(pack);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack As(Vector512<ulong> words) => Unsafe.BitCast<Vector512<ulong>, TPack>(words);

    /// <summary>The second factor, arranged so that every coefficient's partners are five neighbours.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Row
    {
        public TPack B4, B3, B2, B1, B0, Triple4, Triple3, Triple2, Triple1;
    }
}
