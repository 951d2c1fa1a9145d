using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>Four places in panels that are walked together, <paramref name="step"/> words at a time.</summary>
internal readonly unsafe struct Strips(ulong* strip0, ulong* strip1, ulong* strip2, ulong* strip3, nint step)
{
    public readonly ulong* Strip0 = strip0;
    public readonly ulong* Strip1 = strip1;
    public readonly ulong* Strip2 = strip2;
    public readonly ulong* Strip3 = strip3;
    public readonly nint Step = step;

    /// <summary>The strips from place <paramref name="places"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Strips Next(int places) =>
        new(Strip0 + places * Step, Strip1 + places * Step, Strip2 + places * Step, Strip3 + places * Step, Step);
}

/// <summary>The inner loops of the transforms, over rows of eight columns.</summary>
/// <remarks>
/// Everything is one small evaluation: four rows are the coefficients of eight cubic polynomials, to be evaluated at y, −y,
/// iy and −iy, i = 2^48 being a fourth root of unity. Whether that is a step of decimation in time or in frequency, forward
/// or inverse, is only a matter of which row goes where.
/// </remarks>
internal abstract unsafe class PanelKernel
{
    /// <summary>Words in a row of a panel.</summary>
    public const int Row = NativeMatrix.PanelWidth;

    private static readonly PanelKernel[] All =
    [
        new PanelKernel<PackedGoldilocks1>(),
        new PanelKernel<PackedGoldilocks256>(),
        new PanelKernel<PackedGoldilocks512>(),
    ];

    public static PanelKernel Of(VectorPath path) => All[(int)path];

    /// <summary>
    /// For each of <paramref name="count"/> places: with f(y) = f₀ + f₁y + f₂y² + f₃y³, <paramref name="to"/> receives
    /// f(y), f(−y), f(iy), f(−iy). The strips may be the same memory.
    /// </summary>
    /// <param name="powers">y, y², y³ of the first place.</param>
    /// <param name="powersStep">Words from one place's powers to the next's; 0 when all places share them.</param>
    public abstract void Evaluate4(in Strips from, in Strips to, int count, ulong* powers, nint powersStep);

    /// <summary>The same for f(y) = f₀ + f₁y, at y and −y; strips 2 and 3 are unused.</summary>
    public abstract void Evaluate2(in Strips from, in Strips to, int count, ulong* powers, nint powersStep);

    /// <summary>Multiplies each row by a factor.</summary>
    /// <param name="factorStep">0 or 1.</param>
    public abstract void Multiply(ulong* rows, int count, ulong* factors, nint factorStep);
}

internal sealed unsafe class PanelKernel<TPack> : PanelKernel
    where TPack : unmanaged, IPackedField<TPack>
{
    public override void Evaluate4(in Strips from, in Strips to, int count, ulong* powers, nint powersStep)
    {
        Strips source = from, target = to;
        Goldilocks* y = (Goldilocks*)powers;

        // Two places at a time: one alone is a chain of products too long for the processor's window to overlap.
        for (int place = 0; place + 1 < count; place += 2)
        {
            for (int lane = 0; lane < Row; lane += TPack.Width)
            {
                EvaluatePair(source, target, lane, y, y + powersStep);
            }

            source = source.Next(2);
            target = target.Next(2);
            y += 2 * powersStep;
        }

        if (count % 2 == 1)
        {
            for (int lane = 0; lane < Row; lane += TPack.Width)
            {
                EvaluateOne(source, target, lane, y);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EvaluatePair(in Strips from, in Strips to, int lane, Goldilocks* y, Goldilocks* z)
    {
        Goldilocks* f0 = (Goldilocks*)from.Strip0 + lane, f1 = (Goldilocks*)from.Strip1 + lane;
        Goldilocks* f2 = (Goldilocks*)from.Strip2 + lane, f3 = (Goldilocks*)from.Strip3 + lane;
        TPack a1 = TPack.Load(f1) * TPack.Broadcast(y);
        TPack b1 = TPack.Load(f1 + from.Step) * TPack.Broadcast(z);
        TPack a3 = TPack.Load(f3) * TPack.Broadcast(y + 2);
        TPack b3 = TPack.Load(f3 + from.Step) * TPack.Broadcast(z + 2);
        TPack aTurned = (a1 - a3).TimesFourthRoot();
        TPack bTurned = (b1 - b3).TimesFourthRoot();
        TPack a2 = TPack.Load(f2) * TPack.Broadcast(y + 1);
        TPack b2 = TPack.Load(f2 + from.Step) * TPack.Broadcast(z + 1);
        TPack a0 = TPack.Load(f0);
        TPack b0 = TPack.Load(f0 + from.Step);

        TPack aEven = a0 + a2, bEven = b0 + b2;
        TPack aOdd = a1 + a3, bOdd = b1 + b3;
        TPack aOpposite = a0 - a2, bOpposite = b0 - b2;

        Goldilocks* t0 = (Goldilocks*)to.Strip0 + lane, t1 = (Goldilocks*)to.Strip1 + lane;
        Goldilocks* t2 = (Goldilocks*)to.Strip2 + lane, t3 = (Goldilocks*)to.Strip3 + lane;
        (aEven + aOdd).Store(t0);
        (bEven + bOdd).Store(t0 + to.Step);
        (aEven - aOdd).Store(t1);
        (bEven - bOdd).Store(t1 + to.Step);
        (aOpposite + aTurned).Store(t2);
        (bOpposite + bTurned).Store(t2 + to.Step);
        (aOpposite - aTurned).Store(t3);
        (bOpposite - bTurned).Store(t3 + to.Step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EvaluateOne(in Strips from, in Strips to, int lane, Goldilocks* y)
    {
        TPack term0 = TPack.Load((Goldilocks*)from.Strip0 + lane);
        TPack term1 = TPack.Load((Goldilocks*)from.Strip1 + lane) * TPack.Broadcast(y);
        TPack term2 = TPack.Load((Goldilocks*)from.Strip2 + lane) * TPack.Broadcast(y + 1);
        TPack term3 = TPack.Load((Goldilocks*)from.Strip3 + lane) * TPack.Broadcast(y + 2);
        TPack even = term0 + term2, opposite = term0 - term2;
        TPack odd = term1 + term3, turned = (term1 - term3).TimesFourthRoot();
        (even + odd).Store((Goldilocks*)to.Strip0 + lane);
        (even - odd).Store((Goldilocks*)to.Strip1 + lane);
        (opposite + turned).Store((Goldilocks*)to.Strip2 + lane);
        (opposite - turned).Store((Goldilocks*)to.Strip3 + lane);
    }

    public override void Evaluate2(in Strips from, in Strips to, int count, ulong* powers, nint powersStep)
    {
        Goldilocks* f0 = (Goldilocks*)from.Strip0, f1 = (Goldilocks*)from.Strip1;
        Goldilocks* t0 = (Goldilocks*)to.Strip0, t1 = (Goldilocks*)to.Strip1;
        Goldilocks* y = (Goldilocks*)powers;
        for (int place = 0; place < count; place++)
        {
            TPack y1 = TPack.Broadcast(y);
            for (int lane = 0; lane < Row; lane += TPack.Width)
            {
                TPack term0 = TPack.Load(f0 + lane);
                TPack term1 = TPack.Load(f1 + lane) * y1;
                (term0 + term1).Store(t0 + lane);
                (term0 - term1).Store(t1 + lane);
            }

            f0 += from.Step;
            f1 += from.Step;
            t0 += to.Step;
            t1 += to.Step;
            y += powersStep;
        }
    }

    public override void Multiply(ulong* rows, int count, ulong* factors, nint factorStep)
    {
        Goldilocks* row = (Goldilocks*)rows;
        Goldilocks* factor = (Goldilocks*)factors;
        for (int place = 0; place < count; place++)
        {
            TPack pack = TPack.Broadcast(factor);
            for (int lane = 0; lane < Row; lane += TPack.Width)
            {
                (TPack.Load(row + lane) * pack).Store(row + lane);
            }

            row += Row;
            factor += factorStep;
        }
    }
}
