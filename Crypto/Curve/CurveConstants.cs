namespace Rollup.Crypto.Curve;

/// <summary>Constants of the curve y² = x(x² + a·x + b), a = 2, b = 263·X (ePrint 2022/274, section 4).</summary>
/// <remarks>Apart from <see cref="CurvePoint"/>, whose own static fields are computed with them.</remarks>
internal static class CurveConstants
{
    /// <summary>b is this times X.</summary>
    public const uint B = 263;

    public static readonly GoldilocksQuintic A = new Goldilocks(2);

    public static readonly GoldilocksQuintic FourB = new(default, 4 * B, default, default, default);

    public static readonly Goldilocks Half = new Goldilocks(2).Inverse();
}
