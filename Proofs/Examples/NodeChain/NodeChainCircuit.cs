using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Examples.NodeChain;

/// <summary>A circuit: public word 1 is public word 0 after so many steps of x ← node(x, x).</summary>
public static class NodeChainCircuit
{
    private const int PublicWords = 2;

    public static Circuit Build(int steps)
    {
        CircuitBuilder builder = new(PublicWords);
        Wire current = builder.Input(builder.PublicWord(0));
        for (int step = 1; step < steps; step++)
        {
            current = builder.Node(current, current);
        }

        _ = builder.Node(current, current, builder.PublicWord(1));
        return builder.Build();
    }

    /// <summary>What the circuit reads: the first word.</summary>
    public static Goldilocks[] Tape(Digest first) => [first.E0, first.E1, first.E2, first.E3];
}
