using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Tests.Transcripts;

/// <summary>Ignores what it absorbs and gives the cubic elements of a script.</summary>
internal sealed class ScriptedTranscript(GoldilocksCubic[] script) : Transcript
{
    private int _next;

    public override HashFunction Function => HashFunction.Poseidon2;

    internal override Transcript Fork() => throw new NotSupportedException("No grinding here.");

    internal override ulong? FindNonce(ulong start, int count, int bitCount, VectorPath path) =>
        throw new NotSupportedException("No grinding here.");

    protected override void AbsorbElements(ReadOnlySpan<Goldilocks> elements)
    {
    }

    protected override void AbsorbCubics(ReadOnlySpan<GoldilocksCubic> elements)
    {
    }

    protected override void AbsorbDigests(ReadOnlySpan<MerkleDigest> digests)
    {
    }

    protected override Goldilocks NextElement() => throw new NotSupportedException("Cubic elements only.");

    protected override GoldilocksCubic NextCubic() => script[_next++];

    protected override ulong NextBits() => throw new NotSupportedException("Cubic elements only.");
}
