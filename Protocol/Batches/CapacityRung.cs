namespace Rollup.Protocol;

/// <summary>One size of batch that the proof system has a circuit for.</summary>
/// <param name="Operations">Most user and queue operations.</param>
/// <param name="FeePlaces">Most collections of fees beside them.</param>
public sealed record CapacityRung(int Operations, int FeePlaces)
{
    /// <summary>The ladder, smallest first. It fixes the height of every table of the batch's proof.</summary>
    public static IReadOnlyList<CapacityRung> Ladder { get; } = [new(16, 16), new(256, 16), new(2048, 64), new(4096, 256)];

    public static CapacityRung Largest => Ladder[^1];

    /// <summary>Position on the ladder, from 0.</summary>
    public int Number => Ladder.TakeWhile(rung => rung != this).Count();

    public bool Holds(int operations, int feePlaces) => operations <= Operations && feePlaces <= FeePlaces;
}
