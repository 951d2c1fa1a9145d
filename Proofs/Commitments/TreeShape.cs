using System.Collections.Immutable;

namespace Rollup.Proofs.Commitments;

/// <summary>The matrices of one height within a tree; their rows are hashed together, in the order of commitment.</summary>
/// <param name="LogRowCount">log₂ of the height.</param>
/// <param name="Matrices">Positions in the list that was committed.</param>
/// <param name="Width">Words of all their rows together.</param>
public sealed record TreeLevel(int LogRowCount, ImmutableArray<int> Matrices, int Width);

/// <summary>The form of a tree over matrices of several heights, known to prover and verifier alike.</summary>
public sealed class TreeShape
{
    /// <param name="matrices">(log₂ height, words in a row) of each matrix, in the order of commitment.</param>
    /// <param name="capHeight">Wished depth of the cap; a tree cannot have one below its shortest matrix.</param>
    public TreeShape(IReadOnlyList<(int LogRowCount, int Width)> matrices, int capHeight)
    {
        ArgumentOutOfRangeException.ThrowIfZero(matrices.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(capHeight);
        Levels =
        [
            .. matrices
                .Select((matrix, index) => (matrix.LogRowCount, matrix.Width, Index: index))
                .GroupBy(matrix => matrix.LogRowCount)
                .OrderByDescending(group => group.Key)
                .Select(group => new TreeLevel(group.Key, [.. group.Select(m => m.Index)], group.Sum(m => m.Width))),
        ];
        CapHeight = Math.Min(capHeight, Levels[^1].LogRowCount);
    }

    /// <summary>Tallest first.</summary>
    public ImmutableArray<TreeLevel> Levels { get; }

    /// <summary>The cap has 2^CapHeight nodes.</summary>
    public int CapHeight { get; }

    /// <summary>log₂ of the number of leaves.</summary>
    public int LogLeafCount => Levels[0].LogRowCount;

    /// <summary>The level whose matrices have 2^<paramref name="logRowCount"/> rows, or null.</summary>
    public TreeLevel? LevelAt(int logRowCount) => Levels.FirstOrDefault(level => level.LogRowCount == logRowCount);
}
