using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Transcripts;

/// <summary>A duplex sponge over Poseidon2 of width 12: rate 8, capacity 4.</summary>
/// <remarks>
/// The capacity starts as (tag, 0, 0, 0). Absorbed elements wait until eight are there or a sample is asked for; then
/// they replace the rate, filled with zeros, their number is added to the second element of the capacity, and the state
/// is permuted. Samples read the rate from element 0 on; when it is used up, the state is permuted again as it is. So two
/// different sequences of steps never meet in one state. Specification, "Transcript".
/// </remarks>
internal sealed class Poseidon2Transcript : Transcript
{
    public const int Rate = 8;

    public const int Width = 12;

    /// <summary>"transcr" in ASCII.</summary>
    public const ulong Tag = 0x7472616E736372;

    private State _state;
    private Block _pending;
    private int _pendingCount;

    /// <summary>Elements of the rate that were sampled; Rate when nothing is left.</summary>
    private int _sampledCount = Rate;

    public Poseidon2Transcript() => _state[Rate] = Tag;

    public override HashFunction Function => HashFunction.Poseidon2;

    internal override Transcript Fork() => new Poseidon2Transcript
    {
        _state = _state,
        _pending = _pending,
        _pendingCount = _pendingCount,
        _sampledCount = _sampledCount,
    };

    /// <remarks>The nonce is always the last element of a block, and one permutation turns that block into the bits.</remarks>
    internal override ulong? FindNonce(ulong start, int count, int bitCount, VectorPath path)
    {
        Poseidon2Transcript fork = (Poseidon2Transcript)Fork();
        fork.AbsorbElements([Goldilocks.Zero]);
        int place = fork._pendingCount - 1;
        fork.FillRate();

        const int lanes = Poseidon2.Lanes, groups = 4, statesAtOnce = lanes * groups;
        ulong mask = (1UL << bitCount) - 1;
        Span<Goldilocks> states = stackalloc Goldilocks[statesAtOnce * Width];
        for (ulong nonce = start; nonce < start + (ulong)count; nonce += statesAtOnce)
        {
            for (int i = 0; i < states.Length; i++)
            {
                int element = i / lanes % Width;
                int state = i / (lanes * Width) * lanes + i % lanes;
                states[i] = element == place ? nonce + (ulong)state : fork._state[element];
            }

            Poseidon2.Permute12Many(states, path);
            for (int state = 0; state < statesAtOnce; state++)
            {
                bool looksRight = (states[state / lanes * lanes * Width + state % lanes].Value & mask) == 0;
                if (looksRight && Fork().CheckGrinding("", bitCount, nonce + (ulong)state))
                {
                    return nonce + (ulong)state;
                }
            }
        }

        return null;
    }

    protected override void AbsorbElements(ReadOnlySpan<Goldilocks> elements)
    {
        foreach (Goldilocks element in elements)
        {
            // A full block waits until the next element: so the last element before a sample is in the last block.
            if (_pendingCount == Rate)
            {
                Permute();
            }

            _pending[_pendingCount++] = element;
        }
    }

    protected override void AbsorbDigests(ReadOnlySpan<MerkleDigest> digests)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[4];
        foreach (MerkleDigest digest in digests)
        {
            digest.ToDigest().CopyTo(elements);
            AbsorbElements(elements);
        }
    }

    protected override Goldilocks NextElement()
    {
        if (_pendingCount > 0 || _sampledCount == Rate)
        {
            Permute();
        }

        return _state[_sampledCount++];
    }

    protected override ulong NextBits()
    {
        // The other elements, 0 … p − 2, are a multiple of 2^32 in number, so their low bits are exactly uniform.
        Goldilocks element;
        do
        {
            element = NextElement();
        }
        while (element.Value == Goldilocks.Modulus - 1);

        return element.Value;
    }

    private void Permute()
    {
        FillRate();
        _pendingCount = 0;
        _sampledCount = 0;
        Poseidon2.Permute12(_state);
    }

    private void FillRate()
    {
        if (_pendingCount == 0)
        {
            return;
        }

        Span<Goldilocks> state = _state;
        ((ReadOnlySpan<Goldilocks>)_pending)[.._pendingCount].CopyTo(state);
        state[_pendingCount..Rate].Clear();
        state[Rate + 1] += (ulong)_pendingCount;
    }

    [InlineArray(Width)]
    private struct State
    {
        private Goldilocks _first;
    }

    [InlineArray(Rate)]
    private struct Block
    {
        private Goldilocks _first;
    }
}
