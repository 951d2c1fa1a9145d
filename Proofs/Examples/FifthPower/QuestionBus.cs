using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Examples.FifthPower;

/// <summary>A message (n, x, y) on this bus asks whether y is the n-th power of x; who receives it says that it is.</summary>
public static class QuestionBus
{
    public static readonly Bus Question = new(3, "question", Width: 3);
}
