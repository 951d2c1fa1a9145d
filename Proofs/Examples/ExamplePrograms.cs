using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Poseidon2;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Examples.Fibonacci;
using Rollup.Proofs.Examples.Poseidon2Chain;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Examples;

/// <summary>The example tables as programs, ready for a prover.</summary>
public static class ExamplePrograms
{
    public static StarkProgram Fibonacci(ProofParameters parameters) =>
        new("fibonacci", parameters, new ProgramTable(Table.Of(new FibonacciAir())));

    public static StarkProgram Poseidon2Chain<TWidth>(ProofParameters parameters)
        where TWidth : IPoseidon2Width =>
        new($"poseidon2-{TWidth.Value}", parameters, new ProgramTable(Table.Of(new Poseidon2ChainAir<TWidth>())));

    /// <summary>Limbs first, then the table they look up.</summary>
    public static StarkProgram RangeCheck(ProofParameters parameters, int logTableHeight = 16) =>
        new("range-check", parameters, new ProgramTable(Table.Of(new LimbsAir())), ProgramTable.OfHeight(Table.Of(new RangeTableAir()), logTableHeight));

    /// <summary>Powers first, then the products that they ask for.</summary>
    public static StarkProgram FifthPower(ProofParameters parameters) =>
        new("fifth-power", parameters, new ProgramTable(Table.Of(new FifthPowerAir())), new ProgramTable(Table.Of(new ProductAir())));

    /// <summary>The statement asks two questions: whether public value 1 is the fifth power of public value 0, and 3 of 2.</summary>
    public static StarkProgram AskedPowers(ProofParameters parameters) => new(
        "asked-powers",
        parameters,
        [new(Table.Of(new AskedPowerAir())), new(Table.Of(new ProductAir()))],
        [Question(0, 1), Question(2, 3)]);

    private static PublicMessage Question(int x, int power) => PublicMessage.On(
        QuestionBus.Question, PublicElement.Of(AskedPowerAir.Exponent), PublicElement.PublicValue(x), PublicElement.PublicValue(power));

    /// <summary>A batch of entries takes one root to another: root chain, sponge, limbs, range table. As wide as a batch of payments will be.</summary>
    /// <remarks>Public values: root before, root after, digest of all entries; four elements each.</remarks>
    public static StarkProgram EntryBatch(ProofParameters parameters, EntryBatchProfile profile) =>
        new("entry-batch",
            parameters,
            ProgramTable.OfHeight(Table.Of(new RootChainAir()), profile.LogHeights[0]),
            ProgramTable.OfHeight(Table.Of(new EntrySpongeAir()), profile.LogHeights[1], publicOffset: 8),
            ProgramTable.OfHeight(Table.Of(new EntryLimbsAir(profile.LogLimb)), profile.LogHeights[2]),
            ProgramTable.OfHeight(Table.Of(new RangeTableAir()), profile.LogHeights[3]));
}
