using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.EntryBatch;
using Rollup.Proofs.Examples.RangeCheck;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>Four batches one after the other with all layers above them: real proofs, of one query and two bits of work, worth nothing.</summary>
internal sealed class Epoch
{
    public const int BatchCount = 4;

    /// <summary>Of all tests that use <see cref="Shared"/>: the programs are not for several threads.</summary>
    public const string Collection = "layers";

    private static readonly Lazy<Epoch> Lazily = new(() => new());

    private readonly Lazy<ProvenStatement>[] _wraps;
    private readonly Lazy<ProvenStatement> _compressed;
    private readonly Lazy<ProvenStatement> _finished;
    private readonly Dictionary<(int First, int End), ProvenStatement> _ranges = [];

    private Epoch()
    {
        EntryBatchProfile profile = new(logHeight: 3);
        BatchKey = ProvingKey.Create(
            ExamplePrograms.EntryBatch(OneQuery(logBlowup: 1), profile), Workers.All, null, null, null, RangeCheckTraceGenerator.Table(profile.LogLimb));
        Stack = new(BatchKey.VerifyingKey, [.. profile.LogHeights], Parameters, KeyCache.None, Workers.All);

        Digest root = new(1, 2, 3, 4);
        Digest digest = new(5, 6, 7, 8);
        ImmutableArray<ProvenStatement>.Builder batches = ImmutableArray.CreateBuilder<ProvenStatement>();
        ImmutableArray<Digest>.Builder digests = ImmutableArray.CreateBuilder<Digest>();
        for (int batch = 0; batch < BatchCount; batch++)
        {
            EntryBatchWitness witness = EntryBatchTraceGenerator.Generate(profile, root, [new((ulong)batch, 1, 2, 3, 0, 1, 2, 3)], Workers.All);
            batches.Add(new(BatchKey.VerifyingKey, [.. witness.PublicValues], new StarkProver(BatchKey, Workers.All).Prove(witness.Traces, witness.PublicValues)));
            digests.Add(digest);
            root = Digest.From(witness.PublicValues.AsSpan(4));
            digest = TreeHash.Node(digest, Digest.From(witness.PublicValues.AsSpan(8)));
        }

        digests.Add(digest);
        (Batches, Digests) = (batches.ToImmutable(), digests.ToImmutable());
        _wraps = [.. Enumerable.Range(0, BatchCount).Select(batch => new Lazy<ProvenStatement>(() => Stack.Wrap(Batches[batch], Digests[batch])))];
        _compressed = new(() => Stack.Compress(Range(0, 2)));
        _finished = new(() => Stack.Finish(_compressed.Value));
    }

    /// <summary>Made once for all tests: that is most of their time.</summary>
    public static Epoch Shared => Lazily.Value;

    public static LayerParameters Parameters { get; } = new()
    {
        Recursion = OneQuery(logBlowup: 3),
        Compression = OneQuery(logBlowup: 3),
        Last = OneQuery(logBlowup: 3, HashFunction.Keccak256),
    };

    public ProvingKey BatchKey { get; }

    public RecursionStack Stack { get; }

    public ImmutableArray<ProvenStatement> Batches { get; }

    /// <summary>The running digest before each batch, and after the last.</summary>
    public ImmutableArray<Digest> Digests { get; }

    public ProvenStatement Wrap(int batch) => _wraps[batch].Value;

    /// <summary>Batches <paramref name="first"/> to <paramref name="end"/> − 1: a wrap, or a left-deep tree of joins.</summary>
    public ProvenStatement Range(int first, int end)
    {
        if (end - first == 1)
        {
            return Wrap(first);
        }

        if (!_ranges.TryGetValue((first, end), out ProvenStatement? range))
        {
            range = Stack.Join(Range(first, end - 1), Wrap(end - 1));
            _ranges.Add((first, end), range);
        }

        return range;
    }

    /// <summary>The compressed proof of the first two batches.</summary>
    public ProvenStatement Compressed => _compressed.Value;

    /// <summary>The last proof over those.</summary>
    public ProvenStatement Finished => _finished.Value;

    /// <summary>A circuit on a machine like that of another program: all but the wiring is the same.</summary>
    /// <param name="parameters">Others than that program's, for one of another shape.</param>
    public static CircuitProgram OnMachineOf(CircuitProgram program, Circuit circuit, ProofParameters? parameters = null)
    {
        ImmutableArray<ProgramTable> tables = program.Program.Tables;
        TableHeights heights = new(Arithmetic: tables[2].MinLogHeight, Node: tables[1].MinLogHeight, Sponge: tables[0].MinLogHeight, Bits: tables[3].MinLogHeight);
        return new(circuit, new WideMachine("stranger", parameters ?? program.Program.Parameters, heights, Parameters.Lanes, RangeWords.Count), KeyCache.None, Workers.All);
    }

    public static ProofParameters OneQuery(int logBlowup, HashFunction hash = HashFunction.Poseidon2, int queryBits = 2) =>
        new(new() { Hash = hash, LogBlowup = logBlowup, QueryCount = 1, QueryGrindingBits = queryBits, LogFinalLength = 3 }, FloorBits: 0);
}
