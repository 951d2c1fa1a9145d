using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Verifier;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>One batch as a range: its proof is valid, and the running digest goes on by its data.</summary>
/// <remarks>
/// The batch's public values are three words: state root before, state root after, digest of its data. The running digest
/// after it is node(digest before, digest of the data).
/// </remarks>
public static class WrapCircuit
{
    public const int BatchWords = 3;

    /// <param name="batch">The program of the batches.</param>
    /// <param name="logHeights">Of its tables; proofs of other heights need another wrap.</param>
    public static Circuit Build(VerifyingKey batch, ImmutableArray<int> logHeights)
    {
        if (batch.Program.PublicCount != BatchWords * Word.Length)
        {
            throw new ArgumentException(
                $"{batch.Program.Name} has {batch.Program.PublicCount} public values; a batch has {BatchWords * Word.Length}.", nameof(batch));
        }

        CircuitBuilder builder = new(RangeWords.Count);
        Wire rootBefore = builder.Input(builder.PublicWord(RangeWords.RootBefore));
        Wire rootAfter = builder.Input(builder.PublicWord(RangeWords.RootAfter));
        Wire data = builder.Input();
        Wire digestBefore = builder.Input(builder.PublicWord(RangeWords.DigestBefore));
        builder.Node(digestBefore, data, builder.PublicWord(RangeWords.DigestAfter));
        builder.Hold(builder.Input(builder.PublicWord(RangeWords.Programs)));

        Wire preprocessed = batch.Preprocessed is { } commitment ? builder.ConstantWord(Word.Of(commitment.Cap[0])) : default;
        new VerifierCircuit(builder, batch.Program, logHeights)
            .Verify(builder.ConstantWord(Word.Of(batch.ProgramHash)), preprocessed, [rootBefore, rootAfter, data]);
        return builder.Build();
    }

    public static ReadOnlyMemory<Goldilocks> Tape(ProvenStatement batch, Digest digestBefore, Digest programs)
    {
        ProofTape tape = new();
        tape.WritePublicValues(batch.PublicValues.AsSpan());
        tape.Write(Word.Of(digestBefore));
        tape.Write(Word.Of(programs));
        tape.Write(batch);
        return tape.Elements;
    }
}
