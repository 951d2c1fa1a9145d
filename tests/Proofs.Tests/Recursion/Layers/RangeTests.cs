using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>Which ranges become one, and what their proofs say.</summary>
[Collection(Epoch.Collection)]
public sealed class RangeTests
{
    private static Epoch Epoch => Epoch.Shared;

    private static Circuit Join => Epoch.Stack.JoinProgram.Circuit;

    private static ProgramSet Programs => Epoch.Stack.Programs;

    [Fact]
    [Trait("Plan", "A10")]
    public void Batches_are_wrapped_joined_compressed_and_finished_and_every_verifier_takes_its_proof()
    {
        ProvenStatement finished = Epoch.Finished;
        foreach (ProvenStatement proven in (ProvenStatement[])[Epoch.Batches[0], Epoch.Wrap(0), Epoch.Range(0, 2), Epoch.Compressed, finished])
        {
            Assert.Null(new StarkVerifier(proven.Key).Verify(proven.PublicValues.AsSpan(), proven.Proof));
        }

        Assert.Equal(Epoch.Range(0, 2).PublicValues.ToArray(), finished.PublicValues.ToArray());
        Assert.Equal(Word.Of(Epoch.Digests[0]), JoinTape.WordOf(finished, RangeWords.DigestBefore));
        Assert.Equal(Word.Of(Epoch.Digests[2]), JoinTape.WordOf(finished, RangeWords.DigestAfter));
        Assert.Equal(Word.Of(Epoch.Batches[0].PublicValues.AsSpan()), JoinTape.WordOf(finished, RangeWords.RootBefore));
        Assert.Equal(Word.Of(Epoch.Batches[1].PublicValues.AsSpan()[4..]), JoinTape.WordOf(finished, RangeWords.RootAfter));
        Assert.Equal(Word.Of(Programs.Root), JoinTape.WordOf(finished, RangeWords.Programs));
    }

    [Fact]
    public void A_wrap_can_be_compressed_without_a_join() =>
        Assert.Null(Epoch.Stack.CompressionProgram.Circuit.Execute(CompressCircuit.Tape(Epoch.Wrap(2), Programs)).Failure);

    [Fact]
    public void Every_tree_over_the_batches_gives_the_same_public_values()
    {
        ProvenStatement first = Epoch.Wrap(0), last = Epoch.Wrap(3);
        ProvenStatement middle = Epoch.Range(1, 3), end = Epoch.Range(2, 4);
        (ProvenStatement Left, ProvenStatement Right)[] trees =
        [
            (Epoch.Range(0, 3), last),
            (Epoch.Range(0, 2), end),
            (first, Epoch.Range(1, 4)),
            (first, Epoch.Stack.Join(Epoch.Wrap(1), end)),
            (Epoch.Stack.Join(first, middle), last),
        ];
        CircuitExecution[] executions = [.. trees.Select(tree => Join.Execute(JoinCircuit.Tape(tree.Left, tree.Right, Programs)))];
        Assert.All(executions, execution => Assert.Null(execution.Failure));
        Assert.All(executions, execution => Assert.Equal(executions[0].PublicValues, execution.PublicValues));
        Assert.Equal(Word.Of(Epoch.Digests[4]), Word.Of(executions[0].PublicValues.AsSpan(RangeWords.DigestAfter * Word.Length)));
    }

    /// <summary>By the batches of both: swapped, twice the same, one left out, overlapping, one within the other.</summary>
    [Theory]
    [Trait("Plan", "A03")]
    [InlineData(1, 2, 0, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0, 2, 1, 2)]
    [InlineData(0, 2, 1, 3)]
    [InlineData(0, 3, 1, 2)]
    [InlineData(1, 2, 0, 2)]
    public void Ranges_that_do_not_meet_are_not_joined(int leftFirst, int leftEnd, int rightFirst, int rightEnd)
    {
        ProvenStatement left = Epoch.Range(leftFirst, leftEnd), right = Epoch.Range(rightFirst, rightEnd);
        AssertNotJoined(left, right);
        Assert.ThrowsAny<ArgumentException>(() => Epoch.Stack.Join(left, right));
    }

    /// <summary>The state goes on, the running digest does not: a batch that was posted otherwise, or twice.</summary>
    [Fact]
    public void Ranges_whose_roots_meet_and_whose_digests_do_not_are_not_joined() =>
        AssertNotJoined(Epoch.Wrap(0), Epoch.Stack.Wrap(Epoch.Batches[1], Epoch.Digests[0]));

    /// <summary>The running digest goes on, the state does not: a batch on another state.</summary>
    [Fact]
    public void Ranges_whose_digests_meet_and_whose_roots_do_not_are_not_joined() =>
        AssertNotJoined(Epoch.Wrap(0), Epoch.Stack.Wrap(Epoch.Batches[2], Epoch.Digests[1]));

    /// <summary>What the words say is what decides: this pair does meet.</summary>
    [Fact]
    public void Ranges_are_joined_whatever_their_trees() =>
        Assert.Null(new JoinTape(Epoch.Range(0, 2), Epoch.Wrap(2), Programs) { MeetsAsLeft = false }.Failure(Join));

    [Fact]
    public void A_wrap_may_choose_the_digest_before_it_and_the_set_but_nothing_of_the_batch()
    {
        Goldilocks[] tape = WrapCircuit.Tape(Epoch.Batches[0], Epoch.Digests[0], Programs.Root).ToArray();
        Circuit wrap = Epoch.Stack.WrapProgram.Circuit;
        for (int element = 0; element < (WrapCircuit.BatchWords + 2) * Word.Length; element++)
        {
            Goldilocks[] changed = [.. tape];
            changed[element] += Goldilocks.One;
            CircuitExecution execution = wrap.Execute(changed);
            Assert.Equal(element >= WrapCircuit.BatchWords * Word.Length, execution.Failure is null);
            Assert.NotEqual(wrap.Execute(tape).PublicValues, execution.PublicValues);
        }
    }

    public static TheoryData<string> Layers => ["wrap", "join", "compression", "last"];

    [Theory]
    [MemberData(nameof(Layers))]
    [Trait("Plan", "V02")]
    public void A_proof_of_any_layer_with_another_public_value_is_refused(string layer)
    {
        ProvenStatement proven = ProofOf(layer);
        StarkVerifier verifier = new(proven.Key);
        for (int value = 0; value < proven.PublicValues.Length; value++)
        {
            Goldilocks[] changed = [.. proven.PublicValues];
            changed[value] += Goldilocks.One;
            Assert.NotNull(verifier.Verify(changed, proven.Proof));
            changed[value] = Goldilocks.Zero;
            Assert.NotNull(verifier.Verify(changed, proven.Proof));
        }
    }

    /// <summary>The layer above takes the public words from its own tape: all of them are the child's.</summary>
    [Theory]
    [InlineData("join")]
    [InlineData("compression")]
    [InlineData("last")]
    [Trait("Plan", "V02")]
    public void No_layer_says_anything_else_of_its_child_than_the_child(string layer)
    {
        (Circuit circuit, ReadOnlyMemory<Goldilocks> right) = layer switch
        {
            "join" => (Join, JoinCircuit.Tape(Epoch.Wrap(0), Epoch.Wrap(1), Programs)),
            "compression" => (Epoch.Stack.CompressionProgram.Circuit, CompressCircuit.Tape(Epoch.Range(0, 2), Programs)),
            _ => (Epoch.Stack.LastProgram.Circuit, RepeatCircuit.Tape(Epoch.Compressed)),
        };
        Assert.Null(circuit.Execute(right).Failure);
        int words = layer == "join" ? RangeWords.Count + 2 : RangeWords.Count;
        for (int element = 0; element < words * Word.Length; element++)
        {
            Goldilocks[] changed = right.ToArray();
            changed[element] += Goldilocks.One;
            Assert.NotNull(circuit.Execute(changed).Failure);
        }
    }

    private static ProvenStatement ProofOf(string layer) => layer switch
    {
        "wrap" => Epoch.Wrap(0),
        "join" => Epoch.Range(0, 2),
        "compression" => Epoch.Compressed,
        _ => Epoch.Finished,
    };

    private static void AssertNotJoined(ProvenStatement left, ProvenStatement right)
    {
        JoinTape tape = new(left, right, Programs);
        Assert.NotNull(tape.Failure(Join));
        Assert.NotNull((tape with { MeetsAsLeft = false }).Failure(Join));
    }
}
