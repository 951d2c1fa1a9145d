using System.Collections.Immutable;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Machines;

/// <summary>How the public values of a circuit meet its wires: the statement holds wires 1, 2, … with four values each.</summary>
internal static class WireMessages
{
    public static ImmutableArray<PublicMessage> Of(int publicWordCount) =>
        [.. Enumerable.Range(0, publicWordCount).Select(word => new PublicMessage(WireBus.Wires, [AddressOf(word), .. ElementsOf(word)]))];

    private static PublicElement AddressOf(int word) => PublicElement.Of((ulong)Circuit.AddressOfPublicWord(word));

    private static IEnumerable<PublicElement> ElementsOf(int word) =>
        Enumerable.Range(word * Word.Length, Word.Length).Select(PublicElement.PublicValue);
}
