using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Buses;

/// <summary>How challenges, which lie in the cubic extension, meet the expressions of an AIR.</summary>
/// <typeparam name="TExtension">Results over the extension.</typeparam>
/// <typeparam name="TExpr">What the AIR is evaluated over.</typeparam>
internal interface IChallengeAlgebra<TExtension, TExpr>
{
    static abstract TExtension From(GoldilocksCubic challenge);

    static abstract TExtension Lift(TExpr value);

    static abstract TExtension Scale(TExtension left, TExpr right);
}

/// <summary>At one point, where the AIR itself is evaluated over the extension.</summary>
internal readonly struct PointAlgebra : IChallengeAlgebra<GoldilocksCubic, GoldilocksCubic>
{
    public static GoldilocksCubic From(GoldilocksCubic challenge) => challenge;

    public static GoldilocksCubic Lift(GoldilocksCubic value) => value;

    public static GoldilocksCubic Scale(GoldilocksCubic left, GoldilocksCubic right) => left * right;
}

/// <summary>On several rows at once, where the AIR is evaluated over the base field.</summary>
internal readonly struct RowAlgebra<TPacked> : IChallengeAlgebra<PackedCubic<TPacked>, TPacked>
    where TPacked : unmanaged, IPackedField<TPacked>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> From(GoldilocksCubic challenge) => PackedCubic<TPacked>.From(challenge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> Lift(TPacked value) => new(value, TPacked.Zero, TPacked.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedCubic<TPacked> Scale(PackedCubic<TPacked> left, TPacked right) => left * right;
}
