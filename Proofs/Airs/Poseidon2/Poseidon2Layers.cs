using System.Runtime.CompilerServices;
using Rollup.Crypto;

namespace Rollup.Proofs.Airs.Poseidon2;

/// <summary>The linear layers of Poseidon2 over any algebra: cells, vectors of cells or symbols.</summary>
/// <remarks>The same maps as <see cref="Crypto.Poseidon2"/>, whose vectors the tests hold them to.</remarks>
public static class Poseidon2Layers
{
    internal static Goldilocks Four => new(4);

    internal static Goldilocks Half => new(0x7FFF_FFFF_8000_0001);

    internal static Goldilocks Quarter => new(0xBFFF_FFFF_4000_0001);

    internal static Goldilocks Eighth => new(0xDFFF_FFFF_2000_0001);

    /// <summary>circ(2·M4, M4, …, M4).</summary>
    public static void External<TExpr>(Span<TExpr> state)
        where TExpr : struct, IAlgebra<TExpr>
    {
        for (int i = 0; i < state.Length; i += 4)
        {
            M4(state.Slice(i, 4));
        }

        for (int j = 0; j < 4; j++)
        {
            TExpr sum = state[j] + state[j + 4];
            for (int i = j + 8; i < state.Length; i += 4)
            {
                sum += state[i];
            }

            for (int i = j; i < state.Length; i += 4)
            {
                state[i] += sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void M4<TExpr>(Span<TExpr> x)
        where TExpr : struct, IAlgebra<TExpr>
    {
        TExpr x01 = x[0] + x[1];
        TExpr x23 = x[2] + x[3];
        TExpr all = x01 + x23;
        TExpr allAnd1 = all + x[1];
        TExpr allAnd3 = all + x[3];
        TExpr y1 = allAnd1 + (x[2] + x[2]);
        TExpr y3 = allAnd3 + (x[0] + x[0]);
        x[0] = allAnd1 + x01;
        x[1] = y1;
        x[2] = allAnd3 + x23;
        x[3] = y3;
    }
}
