using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>The polynomial w₀ + w₁·t + w₂·t² + w₃·t³ of a word at two constant points.</summary>
internal sealed class UnpackOperation(SpongeChain chain, Wire word, Goldilocks first, Goldilocks second, Wire atFirst, Wire atSecond) : Operation
{
    public override string Kind => "unpack";

    public override void Execute(CircuitExecution execution)
    {
        SpongeValues values = execution.Rows.Sponge(chain.FirstRow);
        execution[word].CopyTo(values.Input);
        values.CubicFactor[0] = first;
        values.BaseFactor = second;
        GoldilocksCubic cubic = RowSum.Add(RowPattern.Base, values.Input[..LeafOperation.Rate], first, default);
        GoldilocksCubic plain = RowSum.Add(RowPattern.Base, values.Input[..LeafOperation.Rate], second, default);
        values.CubicSum[0] = cubic.C0;
        values.BaseSum[0] = plain.C0;
        execution.Set(atFirst, Word.Of(cubic));
        execution.Set(atSecond, Word.Of(plain));
    }
}
