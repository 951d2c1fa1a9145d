using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Verifier;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>Whose proofs a join and a compression take.</summary>
[Collection(Epoch.Collection)]
public sealed class ProgramSetTests
{
    private const string ProgramScope = "program";

    /// <summary>A program on the same machine that proves any range whatever: the set is all that keeps it out.</summary>
    private static readonly Lazy<CircuitProgram> Stranger = new(() => Epoch.OnMachineOf(Epoch.Stack.WrapProgram, HoldAnything()));

    private static readonly Lazy<ProvenStatement> Lazily = new(() => Stranger.Value.Prove(Epoch.Wrap(1).PublicValues.ToArray()));

    private static Epoch Epoch => Epoch.Shared;

    private static Circuit Join => Epoch.Stack.JoinProgram.Circuit;

    private static Circuit Compression => Epoch.Stack.CompressionProgram.Circuit;

    private static ProgramSet Programs => Epoch.Stack.Programs;

    private static ProvenStatement FalseRange => Lazily.Value;

    private static ProgramSet SetWithStranger => new(
        Epoch.Stack.WrapProgram.Key.ProgramHash, Epoch.Stack.JoinProgram.Key.ProgramHash, FalseRange.Key.ProgramHash);

    [Fact]
    public void A_program_that_is_not_in_the_set_has_no_path()
    {
        Assert.Null(new StarkVerifier(FalseRange.Key).Verify(FalseRange.PublicValues.AsSpan(), FalseRange.Proof));
        Assert.Throws<ArgumentException>(() => Programs.PathOf(FalseRange.Key.ProgramHash));
        Assert.ThrowsAny<ArgumentException>(() => Epoch.Stack.Join(Epoch.Wrap(0), FalseRange));
        Assert.ThrowsAny<ArgumentException>(() => Epoch.Stack.Compress(FalseRange));
    }

    /// <summary>The path is that of a set with the program, the root that of the set without it.</summary>
    [Fact]
    public void A_program_that_is_not_in_the_set_is_neither_joined_nor_compressed()
    {
        JoinTape right = new(Epoch.Wrap(0), FalseRange, SetWithStranger);
        Assert.Equal(ProgramScope, (right with { Programs = Programs.Root }).Failure(Join)?.Scope);
        JoinTape left = new(FalseRange, Epoch.Wrap(0), SetWithStranger);
        Assert.Equal(ProgramScope, (left with { Programs = Programs.Root, MeetsAsLeft = false }).Failure(Join)?.Scope);
        Assert.Equal(ProgramScope, Compression.Execute(CompressTape(FalseRange, SetWithStranger, Programs.Root)).Failure?.Scope);
    }

    /// <summary>Whoever joins under a set of their own says so in the public word that the contract compares.</summary>
    [Fact]
    public void Proofs_under_another_set_carry_its_root_and_do_not_go_with_proofs_under_this_one()
    {
        Goldilocks[] words = [.. FalseRange.PublicValues];
        Word.Of(SetWithStranger.Root).CopyTo(words.AsSpan(RangeWords.Programs * Word.Length));
        CircuitExecution compressed = Compression.Execute(CompressCircuit.Tape(Stranger.Value.Prove(words), SetWithStranger));
        Assert.Null(compressed.Failure);
        Assert.Equal(Word.Of(SetWithStranger.Root), Word.Of(compressed.PublicValues.AsSpan(RangeWords.Programs * Word.Length)));
        Assert.NotEqual(Programs.Root, SetWithStranger.Root);

        // A right wrap says the root of the right set, whatever the join says.
        ProvenStatement underOther = Epoch.Stack.WrapProgram.Prove(WrapCircuit.Tape(Epoch.Batches[1], Epoch.Digests[1], SetWithStranger.Root));
        foreach (JoinTape tape in (JoinTape[])[new(Epoch.Wrap(0), underOther, Programs), new(Epoch.Wrap(0), underOther, SetWithStranger)])
        {
            CircuitFailure? failure = tape.Failure(Join);
            Assert.NotNull(failure);
            Assert.NotEqual(ProgramScope, failure.Scope);
        }
    }

    /// <summary>The wiring is the program: with another program's the hash is another, and with the wrong one the openings are.</summary>
    [Fact]
    public void A_child_under_another_preprocessed_root_is_refused()
    {
        Goldilocks[] tape = CompressCircuit.Tape(Epoch.Wrap(0), Programs).ToArray();
        int root = RangeWords.Count * Word.Length;
        Word.Of(FalseRange.Key.Preprocessed!.Cap[0]).CopyTo(tape.AsSpan(root));
        Assert.Equal(ProgramScope, Compression.Execute(tape).Failure?.Scope);

        // A proof of one program of the set in the name of another.
        ProvenStatement wrap = Epoch.Wrap(0);
        ProvenStatement asJoin = wrap with { Key = Epoch.Stack.JoinProgram.Key };
        CircuitFailure? failure = Compression.Execute(CompressCircuit.Tape(asJoin, Programs)).Failure;
        Assert.NotNull(failure);
        Assert.NotEqual(ProgramScope, failure.Scope);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Each_place_of_the_set_has_its_path_and_no_other(int index)
    {
        Digest[] programs = [.. Enumerable.Range(0, 8).Select(i => new Digest(new((ulong)i + 1), 2, 3, 4))];
        programs[index] = Epoch.Stack.WrapProgram.Key.ProgramHash;
        ProgramSet set = new(programs);
        ProvenStatement wrap = Epoch.Stack.WrapProgram.Prove(WrapCircuit.Tape(Epoch.Batches[0], Epoch.Digests[0], set.Root));
        Goldilocks[] tape = CompressCircuit.Tape(wrap, set).ToArray();
        Assert.Null(Compression.Execute(tape).Failure);
        int place = (RangeWords.Count + 1) * Word.Length;
        Assert.Equal((ulong)index, tape[place].Value);
        foreach (ulong other in (ulong[])[(ulong)index ^ 1, (ulong)index ^ 4, (ulong)index + 8, Goldilocks.Modulus - 8 + (ulong)index])
        {
            Goldilocks[] changed = [.. tape];
            changed[place] = other;
            Assert.Equal(ProgramScope, Compression.Execute(changed).Failure?.Scope);
        }
    }

    [Fact]
    public void A_set_has_one_to_eight_programs()
    {
        Digest program = new(1, 2, 3, 4);
        Assert.Throws<ArgumentException>(() => new ProgramSet());
        Assert.Throws<ArgumentException>(() => new ProgramSet([.. Enumerable.Repeat(program, 9)]));
        Assert.Equal(ProgramSet.Depth, new ProgramSet(program).PathOf(program).Length);
    }

    public static TheoryData<string> OtherLayers => ["batch", "compression", "last", "other parameters"];

    /// <summary>Even where the set has the program: a child's shape is part of the circuit.</summary>
    [Theory]
    [MemberData(nameof(OtherLayers))]
    [Trait("Plan", "V15")]
    public void Proofs_of_another_layer_or_of_other_parameters_do_not_fit_into_a_join_or_compression(string layer)
    {
        ProvenStatement other = layer switch
        {
            "batch" => Epoch.Batches[1],
            "compression" => Epoch.Compressed,
            "last" => Epoch.Finished,
            _ => ProveWithLessWork(),
        };
        Assert.ThrowsAny<ArgumentException>(() => Epoch.Stack.Join(Epoch.Wrap(0), other));
        Assert.ThrowsAny<ArgumentException>(() => Epoch.Stack.Compress(other));
        if (layer == "last")
        {
            // Keccak-256: its commitments and rows are no field elements of this kind.
            return;
        }

        ProgramSet set = new(Epoch.Stack.WrapProgram.Key.ProgramHash, Epoch.Stack.JoinProgram.Key.ProgramHash, other.Key.ProgramHash);
        ProofTape tape = new();
        for (int word = 0; word < RangeWords.Programs; word++)
        {
            tape.Write(JoinTape.WordOf(Epoch.Wrap(0), word));
        }

        tape.Write(Word.Of(set.Root));
        ChildCircuit.Write(tape, other, set);

        // As long as the circuit's own: what is missing is zeros, what is too many is not read.
        int length = CompressCircuit.Tape(Epoch.Wrap(0), Programs).Length;
        Goldilocks[] fitted = [.. tape.Elements.ToArray().Concat(new Goldilocks[length]).Take(length)];
        Assert.Equal(ProgramScope, Compression.Execute(fitted).Failure?.Scope);
    }

    [Fact]
    public void The_last_layer_takes_proofs_of_its_compression_only()
    {
        Circuit last = Epoch.Stack.LastProgram.Circuit;
        Assert.Null(last.Execute(RepeatCircuit.Tape(Epoch.Compressed)).Failure);

        // The same shape with other wiring: a compression that takes anything.
        using CircuitProgram anything = Epoch.OnMachineOf(Epoch.Stack.CompressionProgram, HoldAnything());
        ProvenStatement forged = anything.Prove(Epoch.Range(0, 3).PublicValues.ToArray());
        Assert.Null(new StarkVerifier(forged.Key).Verify(forged.PublicValues.AsSpan(), forged.Proof));
        Assert.NotNull(last.Execute(RepeatCircuit.Tape(forged)).Failure);
        Assert.NotNull(last.Execute(RepeatCircuit.Tape(forged with { Key = Epoch.Compressed.Key })).Failure);
    }

    /// <summary>A right wrap, but with one bit of work instead of two.</summary>
    private static ProvenStatement ProveWithLessWork()
    {
        using CircuitProgram program = Epoch.OnMachineOf(Epoch.Stack.WrapProgram, Epoch.Stack.WrapProgram.Circuit, Epoch.OneQuery(logBlowup: 3, queryBits: 1));
        return program.Prove(WrapCircuit.Tape(Epoch.Batches[1], Epoch.Digests[1], Programs.Root));
    }

    private static Circuit HoldAnything()
    {
        CircuitBuilder builder = new(RangeWords.Count);
        for (int word = 0; word < RangeWords.Count; word++)
        {
            builder.Hold(builder.Input(builder.PublicWord(word)));
        }

        return builder.Build();
    }

    private static ReadOnlyMemory<Goldilocks> CompressTape(ProvenStatement child, ProgramSet paths, Digest programs)
    {
        Goldilocks[] tape = CompressCircuit.Tape(child, paths).ToArray();
        Word.Of(programs).CopyTo(tape.AsSpan(RangeWords.Programs * Word.Length));
        return tape;
    }
}
