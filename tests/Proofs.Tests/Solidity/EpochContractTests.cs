using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Solidity;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>The last layer as it is deployed: its contracts, and a real proof of an epoch that they are tested with.</summary>
public sealed class EpochContractTests(EpochContractTests.LastKey last) : IClassFixture<EpochContractTests.LastKey>
{
    /// <summary>What the contracts' names begin with.</summary>
    private const string Name = "Epoch";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [Fact]
    public void The_contracts_of_the_last_layer_are_the_ones_that_are_generated()
    {
        string folder = Path.Combine(Root(), "contracts", "src", "generated");
        IReadOnlyList<SoliditySource> sources = SolidityVerifier.Generate(last.Key, Name, "..");
        Assert.All(sources, source => Assert.True(
            File.ReadAllText(Path.Combine(folder, source.Name)) == source.Text, $"{source.Name} is not current; run ./rollup contracts generate"));
        Assert.Equal(sources.Select(source => source.Name).Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_stored_proof_of_an_epoch_is_accepted_and_every_spoiled_one_is_refused_as_stored()
    {
        ContractVector stored = JsonSerializer.Deserialize<ContractVector>(File.ReadAllText(VectorPath()), Json)!;
        byte[] publicBytes = Convert.FromHexString(stored.PublicValues.AsSpan(2));
        byte[] proof = Convert.FromHexString(stored.Proof.AsSpan(2));
        Assert.Null(new StarkVerifier(last.Key).Verify(ContractVector.ElementsOf(publicBytes), proof));
        Assert.Equal(JsonSerializer.Serialize(VectorOf(last.Key, publicBytes, proof), Json), JsonSerializer.Serialize(stored, Json));
    }

    /// <remarks><c>ROLLUP_UPDATE_VECTORS=1</c> writes the file anew. Takes about 11 GB of memory.</remarks>
    [Fact]
    [Trait("Campaign", "epoch")]
    public void An_epoch_of_two_batches_gives_the_stored_proof()
    {
        EntryBatchProfile profile = new(6);
        using ProvingKey batchKey = ProvingKey.Create(
            ExamplePrograms.EntryBatch(StandardParameters.Blowup4, profile), Workers.All, null, null, null, RangeCheckTraceGenerator.Table(profile.LogLimb));
        using RecursionStack stack = new(batchKey.VerifyingKey, [.. profile.LogHeights], LayerParameters.Standard, KeyCache.None, Workers.All);

        ProvenStatement Batch(Digest rootBefore, ulong number)
        {
            EntryBatchWitness witness = EntryBatchTraceGenerator.Generate(profile, rootBefore, [new Entry(1, 2, 3, 4, 5, number, 7, 8)], Workers.All);
            return new(batchKey.VerifyingKey, [.. witness.PublicValues], new StarkProver(batchKey, Workers.All).Prove(witness.Traces, witness.PublicValues));
        }

        ProvenStatement left = stack.Wrap(Batch(default, 0), default);
        ImmutableArray<Goldilocks> between = left.PublicValues;
        ProvenStatement right = stack.Wrap(
            Batch(Digest.From(between.AsSpan()[(RangeWords.RootAfter * 4)..]), 1), Digest.From(between.AsSpan()[(RangeWords.DigestAfter * 4)..]));
        ProvenStatement epoch = stack.Finish(stack.Compress(stack.Join(left, right)));

        byte[] proof = StarkProofFormat.Write(epoch.Key, epoch.Proof);
        string text = JsonSerializer.Serialize(VectorOf(epoch.Key, ContractVector.BytesOf(epoch.PublicValues), proof), Json) + "\n";
        if (Environment.GetEnvironmentVariable("ROLLUP_UPDATE_VECTORS") == "1")
        {
            File.WriteAllText(VectorPath(), text);
        }

        Assert.True(File.ReadAllText(VectorPath()) == text, "tests/vectors/contracts/Epoch.json is not current");
    }

    private static ContractVector VectorOf(VerifyingKey key, byte[] publicBytes, byte[] proof) => ContractVector.Of(
        Name, publicBytes, proof, [.. Spoiled.Of(key, publicBytes, proof).Select(splice => (splice, VerdictOn(key, publicBytes, proof, splice)))]);

    private static string VerdictOn(VerifyingKey key, byte[] publicBytes, byte[] proof, Splice splice)
    {
        Goldilocks[] publicValues = ContractVector.ElementsOf(splice.IsPublic ? splice.Apply(publicBytes) : publicBytes);
        ProofFailure? failure = new StarkVerifier(key).Verify(publicValues, splice.IsPublic ? proof : splice.Apply(proof));
        Assert.True(failure is not null, $"{splice.What} was accepted");
        return failure.GetType().Name;
    }

    private static string VectorPath() => Path.Combine(Root(), "tests", "vectors", "contracts", $"{Name}.json");

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..");

    /// <summary>The key of the last layer: some seconds, and 3 GB of memory while they last.</summary>
    public sealed class LastKey
    {
        public LastKey()
        {
            using RangeLayers ranges = new(LayerParameters.Standard, KeyCache.None, Workers.All);
            Key = ranges.LastProgram.Key;
        }

        public VerifyingKey Key { get; }
    }
}
