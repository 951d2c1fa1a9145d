using Rollup.Crypto;

namespace Rollup.Proofs.Programs;

/// <summary>An element of a <see cref="PublicMessage"/>: a constant of the program, or one of the statement's public values.</summary>
public readonly record struct PublicElement
{
    /// <summary>Which public value; null for a constant.</summary>
    public int? Index { get; private init; }

    /// <summary>The constant; zero for a public value.</summary>
    public Goldilocks Constant { get; private init; }

    public static PublicElement Of(Goldilocks constant) => new() { Constant = constant };

    public static PublicElement PublicValue(int index) => new() { Index = index };

    public Goldilocks In(ReadOnlySpan<Goldilocks> publicValues) => Index is { } index ? publicValues[index] : Constant;

    public override string ToString() => Index is { } index ? $"public {index}" : Constant.ToString();
}
