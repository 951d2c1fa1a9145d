using Rollup.Crypto;

namespace Rollup.Proofs.Transforms;

/// <summary>The steps that extend one panel of a trace: to coefficients, and from them to each coset.</summary>
/// <remarks>
/// The extended domain of 2^b·N points, bit-reversed, is 2^b cosets of H one after the other. The coefficients lie where
/// the last coset will, which is why that one is evaluated last.
/// </remarks>
internal sealed unsafe class PanelExtender(NativeMatrix trace, NativeMatrix extended, int logBlowup, PanelKernel kernel)
{
    private readonly BlockTransform _transform = new(kernel);
    private readonly int _logRowCount = EvaluationDomain.LogOf(trace.RowCount);
    private readonly Goldilocks _sizeInverse = new Goldilocks((ulong)trace.RowCount).Inverse();

    private int LastCoset => (1 << logBlowup) - 1;

    public void Extend(int panel, Workers workers)
    {
        Interpolate(panel, workers);
        for (int coset = 0; coset <= LastCoset; coset++)
        {
            Evaluate(panel, coset, workers);
        }
    }

    private void Interpolate(int panel, Workers workers)
    {
        ulong* coefficients = Coset(panel, LastCoset);
        ulong scale = _sizeInverse.Value;
        RowReversal.Copy(trace.Panel(panel), coefficients, _logRowCount);
        _transform.Combine(coefficients, coefficients, TransformTables.Inverse(_logRowCount), workers);
        kernel.Multiply(coefficients, trace.RowCount, &scale, 0);
    }

    private void Evaluate(int panel, int coset, Workers workers) => _transform.Evaluate(
        Coset(panel, LastCoset), Coset(panel, coset), TransformTables.Coset(_logRowCount, logBlowup, coset), workers);

    private ulong* Coset(int panel, int coset) => extended.Panel(panel) + ((nint)coset << _logRowCount) * NativeMatrix.PanelWidth;
}
