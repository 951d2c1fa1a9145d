using System.Collections.Immutable;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Solidity;

/// <summary>Which word of a constraint contract's memory holds what.</summary>
/// <remarks>The contract owns its memory from the first word that Solidity leaves free; a word holds one element.</remarks>
internal sealed class ConstraintFrame
{
    public const int WordBytes = 32;

    /// <summary>Solidity keeps the words before for itself.</summary>
    private const int First = 0x80;

    public ConstraintFrame(StarkProgram program, int busSumCount, int openedCount, IEnumerable<int> logHeights)
    {
        int next = First;
        int Take(int words)
        {
            int address = next;
            next += words * WordBytes;
            return address;
        }

        PublicValues = Take(program.PublicCount);
        BusSums = Take(busSumCount);
        Opened = Take(openedCount);
        BusAlpha = Take(1);
        BusBeta = Take(1);
        Alpha = Take(1);
        Zeta = Take(1);
        InverseOfFirst = Take(1);
        Heights = logHeights.Distinct().Order().ToImmutableSortedDictionary(height => height, _ => (Take(1), Take(1)));
        Temporaries = next;
    }

    public int PublicValues { get; }

    public int BusSums { get; }

    /// <summary>The claimed values, in the order of the proof.</summary>
    public int Opened { get; }

    public int BusAlpha { get; }

    public int BusBeta { get; }

    public int Alpha { get; }

    public int Zeta { get; }

    /// <summary>1/(ζ − 1).</summary>
    public int InverseOfFirst { get; }

    /// <summary>For each log₂ height: ζᴺ, and 1/(ω·ζ − 1).</summary>
    public ImmutableSortedDictionary<int, (int ZetaToHeight, int InverseOfLast)> Heights { get; }

    /// <summary>The first word for results in between.</summary>
    public int Temporaries { get; }

    /// <summary>The word at an index of a list.</summary>
    public static int At(int list, int index) => list + index * WordBytes;
}
