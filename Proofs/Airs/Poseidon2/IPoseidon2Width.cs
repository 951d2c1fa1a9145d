using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>The width of a Poseidon2 instance as a type, so that each width gets code of its own.</summary>
public interface IPoseidon2Width
{
    static abstract int Value { get; }

    /// <summary>FullRounds rows of one constant per element.</summary>
    static abstract ReadOnlySpan<ulong> External { get; }

    /// <summary>One constant per partial round.</summary>
    static abstract ReadOnlySpan<ulong> Internal { get; }

    /// <summary>Multiplies the state by the internal matrix J + D, D a diagonal of small numbers.</summary>
    static abstract void MultiplyInternal<TExpr>(Span<TExpr> s)
        where TExpr : struct, IAlgebra<TExpr>;

    /// <summary>Permutes <see cref="Value"/> elements in place.</summary>
    static abstract void Permute(Span<Goldilocks> state);
}

/// <summary>Two-to-one nodes, and everything the protocol hashes.</summary>
public readonly struct Width8 : IPoseidon2Width
{
    public static int Value => 8;

    public static ReadOnlySpan<ulong> External => Poseidon2Constants.External8;

    public static ReadOnlySpan<ulong> Internal => Poseidon2Constants.Internal8;

    public static void Permute(Span<Goldilocks> state) => Crypto.Poseidon2.Permute8(state);

    /// <summary>D = −2, 1, 2, 1/2, 3, −1/2, −3, −4.</summary>
    public static void MultiplyInternal<TExpr>(Span<TExpr> s)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr sum = (s[1] + s[2] + (s[3] + s[4])) + (s[5] + s[6] + s[7]) + s[0];
        s[0] = sum - (s[0] + s[0]);
        s[1] = sum + s[1];
        s[2] = sum + (s[2] + s[2]);
        s[3] = sum + s[3] * Poseidon2Layers.Half;
        s[4] = sum + (s[4] + s[4] + s[4]);
        s[5] = sum - s[5] * Poseidon2Layers.Half;
        s[6] = sum - (s[6] + s[6] + s[6]);
        s[7] = sum - s[7] * Poseidon2Layers.Four;
    }
}

/// <summary>Matrix leaves and the transcript.</summary>
public readonly struct Width12 : IPoseidon2Width
{
    public static int Value => 12;

    public static ReadOnlySpan<ulong> External => Poseidon2Constants.External12;

    public static ReadOnlySpan<ulong> Internal => Poseidon2Constants.Internal12;

    public static void Permute(Span<Goldilocks> state) => Crypto.Poseidon2.Permute12(state);

    /// <summary>D = −2, 1, 2, 1/2, 3, 4, −1/2, −3, −4, 1/4, −1/4, 1/8.</summary>
    public static void MultiplyInternal<TExpr>(Span<TExpr> s)
        where TExpr : struct, IAlgebra<TExpr>
    {
        // s₀ is ready last, so it is added last.
        TExpr sum = (s[1] + s[2] + (s[3] + s[4])) + (s[5] + s[6] + (s[7] + s[8])) + (s[9] + s[10] + s[11]) + s[0];
        s[0] = sum - (s[0] + s[0]);
        s[1] = sum + s[1];
        s[2] = sum + (s[2] + s[2]);
        s[3] = sum + s[3] * Poseidon2Layers.Half;
        s[4] = sum + (s[4] + s[4] + s[4]);
        s[5] = sum + s[5] * Poseidon2Layers.Four;
        s[6] = sum - s[6] * Poseidon2Layers.Half;
        s[7] = sum - (s[7] + s[7] + s[7]);
        s[8] = sum - s[8] * Poseidon2Layers.Four;
        s[9] = sum + s[9] * Poseidon2Layers.Quarter;
        s[10] = sum - s[10] * Poseidon2Layers.Quarter;
        s[11] = sum + s[11] * Poseidon2Layers.Eighth;
    }
}
