using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>What the columns of a committed matrix are.</summary>
public enum ColumnKind
{
    /// <summary>Each column is a polynomial over the base field.</summary>
    Base = 0,

    /// <summary>Three columns at a time are one polynomial over the cubic extension, coefficient by coefficient.</summary>
    Cubic = 1,
}

/// <summary>A committed matrix as the verifier knows it.</summary>
/// <param name="LogRowCount">log₂ of the rows of the trace, before blow-up; 0 is allowed.</param>
/// <param name="ColumnCount">Base-field columns.</param>
public sealed record MatrixShape(int LogRowCount, int ColumnCount, ColumnKind Kind = ColumnKind.Base)
{
    /// <summary>Values that one opening point gives.</summary>
    public int PolynomialCount => Kind == ColumnKind.Base ? ColumnCount : ColumnCount / GoldilocksCubic.Degree;
}
