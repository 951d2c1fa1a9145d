using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Soundness;
using Rollup.Proofs.Transforms;
using Xunit.Abstractions;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>The parameters that are used, at the heights that the circuits have with them.</summary>
public sealed class SoundnessTests(ITestOutputHelper output)
{
    private const int FloorBits = 100;

    [Theory]
    [InlineData(18)]
    [InlineData(22)]
    public void A_batch_has_a_hundred_bits_at_its_heights(int logRows) =>
        AssertSound("batch", ExamplePrograms.EntryBatch(StandardParameters.Blowup4, new(logRows)));

    [Fact]
    public void Every_layer_above_the_batches_has_a_hundred_bits_at_its_heights()
    {
        LayerParameters parameters = LayerParameters.Standard;
        using RangeLayers layers = new(parameters, KeyCache.None, Workers.Single);
        AssertSound("wrap and join", layers.Machine.Program);
        AssertSound("compression", layers.CompressionProgram.Program);

        // Any key will do: the circuit has the same rows with another.
        VerifyingKey compression = new(layers.CompressionProgram.Program, new([MerkleDigest.From(new Digest(1, 2, 3, 4))]));
        AssertSound("last", new NarrowMachine("last", parameters.Last, RepeatCircuit.Build(compression)).Program);
    }

    [Fact]
    public void A_join_of_two_proofs_fits_the_heights_that_are_deployed()
    {
        using RangeLayers layers = new(LayerParameters.Standard, KeyCache.None, Workers.Single);
        TableHeights heights = LayerParameters.Standard.Heights!.Value;
        Assert.Equal(heights, heights.Max(TableHeights.Of(layers.JoinProgram.Circuit, LayerParameters.Standard.Lanes)));
    }

    [Fact]
    public void A_batch_whose_wrap_does_not_fit_the_heights_is_refused()
    {
        LayerParameters low = LayerParameters.Standard with { Heights = new(Arithmetic: 10, Node: 14, Sponge: 13, Bits: 13) };
        EntryBatchProfile profile = new(logHeight: 18);
        VerifyingKey batch = new(ExamplePrograms.EntryBatch(StandardParameters.Blowup4, profile), new([MerkleDigest.From(new Digest(1, 2, 3, 4))]));
        Assert.Throws<ArgumentException>(() => new RecursionStack(batch, [.. profile.LogHeights], low, KeyCache.None, Workers.Single));
        Assert.Throws<ArgumentException>(() => new RangeLayers(new LayerParameters(), KeyCache.None, Workers.Single));
        using RecursionStack stack = new(batch, [.. profile.LogHeights], LayerParameters.Standard, KeyCache.None, Workers.Single);
        Assert.Equal(stack.WrapProgram.Program.Tables.Select(table => table.MinLogHeight), stack.JoinProgram.Program.Tables.Select(table => table.MinLogHeight));

        // Heights that the batch program does not take have no wrap either.
        Assert.Throws<ArgumentException>(() => new RecursionStack(batch, [17, 18, 17, 16], LayerParameters.Standard, KeyCache.None, Workers.Single));
    }

    /// <summary>A verifier refuses what is below its program's floor; no layer asks for less.</summary>
    [Fact]
    public void No_layer_takes_a_proof_of_less() => Assert.All(
        (ProofParameters[])[LayerParameters.Standard.Recursion, LayerParameters.Standard.Compression, LayerParameters.Standard.Last],
        layer => Assert.InRange(layer.FloorBits, FloorBits, 128));

    private void AssertSound(string layer, StarkProgram program)
    {
        ImmutableArray<int> logHeights = [.. program.Tables.Select(table => table.MinLogHeight)];
        SoundnessAccount account = program.Account(logHeights);
        output.WriteLine($"{layer}: {account.Bits:F1} bits at heights 2^{string.Join(", 2^", logHeights)}, least {account.Least.Name}");
        Assert.InRange(account.Bits, FloorBits, 128);
    }
}
