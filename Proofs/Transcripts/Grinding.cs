using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Transcripts;

/// <summary>The search for a nonce that makes a transcript sample zero bits: work that costs a forger what it costs us.</summary>
/// <remarks>
/// The smallest nonce is taken, so that a proof is one byte string whatever machine made it. Nonces are tried in stretches:
/// within one, every thread scans its own blocks, and the least hit of the stretch wins.
/// </remarks>
internal static class Grinding
{
    private const int BlockLength = 1 << 12;
    private const int BlocksPerThread = 8;

    public static ulong FindSmallestNonce(Transcript transcript, int bitCount, Workers workers)
    {
        Transcript closed = transcript.Fork();
        closed.CloseForNonce();
        ulong?[] hits = new ulong?[BlocksPerThread * workers.ThreadCount];
        for (ulong stretch = 0; ; stretch += (ulong)hits.Length * BlockLength)
        {
            ulong first = stretch;
            workers.For(hits.Length, (_, block) =>
                hits[block] = closed.FindNonce(first + (ulong)block * BlockLength, BlockLength, bitCount, workers.Path));
            if (Array.Find(hits, hit => hit is not null) is { } nonce)
            {
                return nonce;
            }
        }
    }
}
