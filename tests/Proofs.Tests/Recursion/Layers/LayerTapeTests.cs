using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Tests.Recursion.Verifier;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>As <see cref="TapeTests"/>, for the circuits of the layers.</summary>
[Collection(Epoch.Collection)]
public sealed class LayerTapeTests
{
    public static TheoryData<string> Layers => ["wrap", "join", "compression", "last"];

    /// <summary>In a wrap, all but the two words that are its own choice; see <see cref="RangeTests"/>.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void An_element_of_a_layer_s_tape_cannot_be_another(string layer)
    {
        RecursionStack stack = Epoch.Shared.Stack;
        (CircuitProgram program, ReadOnlyMemory<Goldilocks> tape, int first) = layer switch
        {
            "wrap" => (stack.WrapProgram, WrapCircuit.Tape(Epoch.Shared.Batches[0], default, default), (WrapCircuit.BatchWords + 2) * Word.Length),
            "join" => (stack.JoinProgram, JoinCircuit.Tape(Epoch.Shared.Wrap(0), Epoch.Shared.Wrap(1), stack.Programs), 0),
            "compression" => (stack.CompressionProgram, CompressCircuit.Tape(Epoch.Shared.Wrap(0), stack.Programs), 0),
            _ => (stack.LastProgram, RepeatCircuit.Tape(Epoch.Shared.Compressed), 0),
        };
        TapeTests.ChangeElements(program.Circuit, tape, first, TapeTests.QuickCount);
    }
}
