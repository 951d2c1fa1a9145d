using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Solidity;

/// <summary>Where the claimed values of a matrix at a point begin, among all claimed values of a proof.</summary>
internal sealed class OpenedIndex
{
    private readonly Dictionary<(int Round, int Matrix, int Point), int> _starts = [];

    public OpenedIndex(OpeningLayout layout)
    {
        for (int round = 0; round < layout.Shapes.Count; round++)
        {
            for (int matrix = 0; matrix < layout.Shapes[round].Count; matrix++)
            {
                for (int point = 0; point < layout.PointCounts[round][matrix]; point++)
                {
                    _starts.Add((round, matrix, point), Count);
                    Count += layout.Shapes[round][matrix].PolynomialCount;
                }
            }
        }
    }

    /// <summary>All claimed values.</summary>
    public int Count { get; }

    public int Of(int round, int matrix, int point) => _starts[(round, matrix, point)];
}
