using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Transcripts;

/// <summary>The search for a nonce that makes a transcript sample zero bits: work that costs a forger what it costs us.</summary>
/// <remarks>
/// The smallest nonce is taken, so that a proof is one byte string whatever machine made it. Nonces are tried in stretches:
/// within one, every thread scans its own blocks, and the least hit of the stretch wins.
/// </remarks>
internal static class Grinding
{
    private const int BlockLength = 1 << 10;

    public static ulong FindSmallestNonce(Transcript transcript, int bitCount, Workers workers)
    {
        int blocksPerStretch = 16 * workers.ThreadCount;
        ulong[] hits = new ulong[blocksPerStretch];
        for (ulong stretch = 0; ; stretch += (ulong)blocksPerStretch * BlockLength)
        {
            ulong first = stretch;
            workers.For(blocksPerStretch, (_, block) =>
                hits[block] = Scan(transcript, bitCount, first + (ulong)block * BlockLength));
            foreach (ulong hit in hits)
            {
                if (hit != ulong.MaxValue)
                {
                    return hit;
                }
            }
        }
    }

    private static ulong Scan(Transcript transcript, int bitCount, ulong start)
    {
        for (ulong nonce = start; nonce < start + BlockLength; nonce++)
        {
            if (transcript.Fork().CheckGrinding("", bitCount, nonce))
            {
                return nonce;
            }
        }

        return ulong.MaxValue;
    }
}
