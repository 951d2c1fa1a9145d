using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Fri;

/// <summary>The inner loops of openings: sums over rows, sums over columns, and DEEP quotients row by row.</summary>
internal abstract unsafe class OpeningKernel
{
    protected const int Row = NativeMatrix.PanelWidth;

    private static readonly OpeningKernel Plain = new PlainOpeningKernel();
    private static readonly OpeningKernel Avx2 = new VectorOpeningKernel<PackedGoldilocks256, Words256>();
    private static readonly OpeningKernel Avx512 = new VectorOpeningKernel<PackedGoldilocks512, Words512>();

    /// <summary>The kernel for matrices of <paramref name="rowCount"/> rows: vectors of rows need eight of them.</summary>
    public static OpeningKernel Of(VectorPath path, int rowCount) => rowCount < Row
        ? Plain
        : path switch { VectorPath.Avx512 => Avx512, VectorPath.Avx2 => Avx2, _ => Plain };

    /// <summary>Adds Σ f(row)·w(row) for the eight columns of a panel.</summary>
    /// <param name="rows">At most <see cref="WeightLimbs.MaxTerms"/> rows of eight words.</param>
    /// <param name="limbs">The limbs of each row's weight, one row after the other.</param>
    /// <param name="sums">A strip of eight.</param>
    public abstract void AddRows(ulong* rows, int rowCount, ulong* limbs, CubicStrip sums);

    /// <summary>Adds Σ f(column)·w(column) for each row.</summary>
    /// <param name="panels">The first row in the first panel.</param>
    /// <param name="limbs">For each panel nine times eight words: limb by limb, a word per column.</param>
    /// <param name="sums">A strip of rows.</param>
    public abstract void AddColumns(ulong* panels, long panelStride, int panelCount, int rowCount, ulong* limbs, CubicStrip sums);

    /// <summary>inverses = 1/(z − x).</summary>
    public abstract void InvertDifferences(GoldilocksCubic z, ReadOnlySpan<Goldilocks> points, CubicStrip inverses);

    /// <summary>sums += factor·values.</summary>
    public abstract void AddMultiple(GoldilocksCubic factor, CubicStrip values, CubicStrip sums, int count);

    /// <summary>sums += (constant − values)·inverses.</summary>
    public abstract void AddQuotients(GoldilocksCubic constant, CubicStrip values, CubicStrip inverses, CubicStrip sums, int count);
}

internal abstract unsafe class OpeningKernel<TPack> : OpeningKernel
    where TPack : unmanaged, IPackedField<TPack>
{
    /// <remarks>
    /// (z − x)(z′ − x)(z″ − x) = D − S·x + T·x² − x³ with the trace T, the norm D and the middle coefficient S of z, so
    /// 1/(z − x) = (x² + (z − T)·x + D/z)/(D − S·x + T·x² − x³): only base-field inverses, batched lane by lane.
    /// </remarks>
    public override void InvertDifferences(GoldilocksCubic z, ReadOnlySpan<Goldilocks> points, CubicStrip inverses)
    {
        CharacteristicPolynomial polynomial = CharacteristicPolynomial.Of(z);
        TPack trace = TPack.From(polynomial.Trace), middle = TPack.From(polynomial.Middle), norm = TPack.From(polynomial.Norm);
        GoldilocksCubic linear = z - polynomial.Trace;
        GoldilocksCubic constant = z.Inverse() * polynomial.Norm;
        Goldilocks* prefixes = (Goldilocks*)inverses.Coefficient(0);

        fixed (Goldilocks* x = points)
        {
            TPack product = TPack.One;
            for (int i = 0; i < points.Length; i += TPack.Width)
            {
                product.Store(prefixes + i);
                product *= Norm(TPack.Load(x + i));
            }

            TPack inverse = Invert(product);
            for (int i = points.Length - TPack.Width; i >= 0; i -= TPack.Width)
            {
                TPack point = TPack.Load(x + i);
                TPack reciprocal = inverse * TPack.Load(prefixes + i);
                inverse *= Norm(point);

                TPack c0 = point * (point + TPack.From(linear.C0)) + TPack.From(constant.C0);
                TPack c1 = point * TPack.From(linear.C1) + TPack.From(constant.C1);
                TPack c2 = point * TPack.From(linear.C2) + TPack.From(constant.C2);
                Store(new PackedCubic<TPack>(c0, c1, c2) * reciprocal, inverses, i);
            }
        }

        TPack Norm(TPack point) => norm - point * (middle - point * (trace - point));
    }

    public override void AddMultiple(GoldilocksCubic factor, CubicStrip values, CubicStrip sums, int count)
    {
        PackedCubic<TPack> packed = PackedCubic<TPack>.From(factor);
        for (int i = 0; i < count; i += TPack.Width)
        {
            Store(Load(sums, i) + packed * Load(values, i), sums, i);
        }
    }

    public override void AddQuotients(GoldilocksCubic constant, CubicStrip values, CubicStrip inverses, CubicStrip sums, int count)
    {
        PackedCubic<TPack> packed = PackedCubic<TPack>.From(constant);
        for (int i = 0; i < count; i += TPack.Width)
        {
            Store(Load(sums, i) + (packed - Load(values, i)) * Load(inverses, i), sums, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static PackedCubic<TPack> Load(CubicStrip strip, int index) => new(
        TPack.Load((Goldilocks*)strip.Coefficient(0) + index),
        TPack.Load((Goldilocks*)strip.Coefficient(1) + index),
        TPack.Load((Goldilocks*)strip.Coefficient(2) + index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Store(PackedCubic<TPack> value, CubicStrip strip, int index)
    {
        value.C0.Store((Goldilocks*)strip.Coefficient(0) + index);
        value.C1.Store((Goldilocks*)strip.Coefficient(1) + index);
        value.C2.Store((Goldilocks*)strip.Coefficient(2) + index);
    }

    private static TPack Invert(TPack pack)
    {
        Span<Goldilocks> lanes = stackalloc Goldilocks[TPack.Width];
        pack.Store(lanes);
        BatchInversion.Invert(lanes);
        return TPack.Load(lanes);
    }
}
