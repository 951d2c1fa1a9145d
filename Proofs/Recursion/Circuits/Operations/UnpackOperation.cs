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
        SpongeSums.Write(chain.Rows[0], values, default);
        execution.Set(atFirst, Word.OfCubic(values.CubicSum));
        execution.Set(atSecond, Word.OfCubic(values.BaseSum));
    }
}
