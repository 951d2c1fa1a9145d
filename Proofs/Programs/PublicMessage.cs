using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Programs;

/// <summary>A message that the statement itself sends, once: a table must receive it.</summary>
/// <remarks>
/// So public values reach the row that wants them without a column, and the verifier adds one fraction for each message.
/// Nothing is committed or absorbed for them: the program hash lists them, and public values are absorbed first of all.
/// </remarks>
public sealed record PublicMessage(Bus Bus, ImmutableArray<PublicElement> Elements)
{
    public static PublicMessage On(Bus bus, params ReadOnlySpan<PublicElement> elements) => new(bus, [.. elements]);

    /// <summary>What is sent in the statement with these public values.</summary>
    public Goldilocks[] ElementsFor(ReadOnlySpan<Goldilocks> publicValues)
    {
        Goldilocks[] elements = new Goldilocks[Elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = Elements[i].In(publicValues);
        }

        return elements;
    }

    public bool Equals(PublicMessage? other) => other is not null && Bus == other.Bus && Elements.AsSpan().SequenceEqual(other.Elements.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Bus, Elements.Length);

    public override string ToString() => $"{Bus.Name}({string.Join(", ", Elements)})";
}
