using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Transforms;

namespace Rollup.Cli.Recursion;

/// <summary>Example batches, one after the other, and the programs above them.</summary>
internal sealed class ExampleEpoch : IDisposable
{
    private readonly EntryBatchProfile _profile;
    private readonly Workers _workers;
    private readonly ProvingKey _batchKey;
    private int _batchCount;

    /// <param name="logRows">log₂ of the rows of a batch's tallest tables.</param>
    public ExampleEpoch(int logRows, LayerParameters parameters, Workers workers)
    {
        (_profile, _workers) = (new(logRows), workers);
        StarkProgram program = ExamplePrograms.EntryBatch(StandardParameters.Blowup4, _profile);
        _batchKey = ProvingKey.Create(program, workers, null, null, null, RangeCheckTraceGenerator.Table(_profile.LogLimb));
        Stack = new(_batchKey.VerifyingKey, [.. _profile.LogHeights], parameters, OpenCache(), workers);
    }

    public RecursionStack Stack { get; }

    /// <summary>The state root after the batches so far.</summary>
    public Digest Root { get; private set; }

    /// <summary>The running digest after the batches so far.</summary>
    public Digest RunningDigest { get; private set; }

    /// <summary>Proves the next batch.</summary>
    public ProvenStatement ProveBatch()
    {
        EntryBatchWitness witness = EntryBatchTraceGenerator.Generate(_profile, Root, Entries(), _workers);
        StarkProof proof = new StarkProver(_batchKey, _workers).Prove(witness.Traces, witness.PublicValues);
        return new(_batchKey.VerifyingKey, [.. witness.PublicValues], proof);
    }

    /// <summary>Makes a range of a batch, the one that was proven last.</summary>
    public ProvenStatement Wrap(ProvenStatement batch)
    {
        ProvenStatement range = Stack.Wrap(batch, RunningDigest);
        ReadOnlySpan<Goldilocks> values = range.PublicValues.AsSpan();
        RunningDigest = Digest.From(values[(RangeWords.DigestAfter * 4)..]);
        Root = Digest.From(values[(RangeWords.RootAfter * 4)..]);
        return range;
    }

    /// <summary>Where this user's programs keep what can be computed again; nowhere if there is no such place.</summary>
    private static KeyCache OpenCache()
    {
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return folder.Length == 0 ? KeyCache.None : new(Path.Combine(folder, "rollup", "keys"));
    }

    /// <summary>As many entries as fit, with fields of two limbs, the same in every run.</summary>
    private Entry[] Entries()
    {
        Random random = new(_batchCount++);
        long limit = 1L << (2 * _profile.LogLimb);
        ulong Next() => (ulong)random.NextInt64(limit);
        return [.. Enumerable.Range(0, _profile.MaxEntries).Select(_ => new Entry(Next(), Next(), Next(), Next(), Next(), Next(), Next(), Next()))];
    }

    public void Dispose()
    {
        Stack.Dispose();
        _batchKey.Dispose();
    }
}
