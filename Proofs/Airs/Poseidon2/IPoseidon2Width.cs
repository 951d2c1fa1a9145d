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

    /// <summary>D of the internal matrix J + D.</summary>
    static abstract ReadOnlySpan<ulong> Diagonal { get; }

    /// <summary>Permutes <see cref="Value"/> elements in place.</summary>
    static abstract void Permute(Span<Goldilocks> state);
}

/// <summary>Two-to-one nodes, and everything the protocol hashes.</summary>
public readonly struct Width8 : IPoseidon2Width
{
    public static int Value => 8;

    public static ReadOnlySpan<ulong> External => Poseidon2Constants.External8;

    public static ReadOnlySpan<ulong> Internal => Poseidon2Constants.Internal8;

    public static ReadOnlySpan<ulong> Diagonal => Poseidon2Constants.Diagonal8;

    public static void Permute(Span<Goldilocks> state) => Crypto.Poseidon2.Permute8(state);
}

/// <summary>Matrix leaves and the transcript.</summary>
public readonly struct Width12 : IPoseidon2Width
{
    public static int Value => 12;

    public static ReadOnlySpan<ulong> External => Poseidon2Constants.External12;

    public static ReadOnlySpan<ulong> Internal => Poseidon2Constants.Internal12;

    public static ReadOnlySpan<ulong> Diagonal => Poseidon2Constants.Diagonal12;

    public static void Permute(Span<Goldilocks> state) => Crypto.Poseidon2.Permute12(state);
}
