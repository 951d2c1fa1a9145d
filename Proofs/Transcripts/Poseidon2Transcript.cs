using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Transcripts;

/// <summary>A duplex sponge over Poseidon2 of width 12, in words of four elements: rate two words, capacity one.</summary>
/// <remarks>
/// Four elements, a digest or a cubic element (its fourth element zero) are a word, so that a circuit absorbs and samples
/// at fixed places. The capacity starts as (tag, 0, 0, 0). Absorbed words wait until two are there and a third comes, or a
/// sample is asked for; then they replace the rate, a missing second word is zeros, their number is added to the second
/// element of the capacity, and the state is permuted. Samples read the rate's words in turn; when both are used up, the
/// state is permuted again as it is. So sequences of steps that differ in a word or in the order of absorbing and sampling
/// never meet in one state; lists that differ only in zeros at the end of their last word do, which is why the protocol
/// fixes every list's length. Specification, "Transcript".
/// </remarks>
internal sealed class Poseidon2Transcript : Transcript
{
    public const int Width = 12;

    public const int WordLength = 4;

    /// <summary>"transcr" in ASCII.</summary>
    public const ulong Tag = 0x7472616E736372;

    private const int RateWords = 2;

    private const int Rate = RateWords * WordLength;

    private State _state;
    private Block _waiting;
    private int _waitingWords;

    /// <summary>Words of the rate that were sampled; <see cref="RateWords"/> when nothing is left.</summary>
    private int _sampledWords = RateWords;

    public Poseidon2Transcript() => _state[Rate] = Tag;

    public override HashFunction Function => HashFunction.Poseidon2;

    internal override Transcript Fork() => new Poseidon2Transcript
    {
        _state = _state,
        _waiting = _waiting,
        _waitingWords = _waitingWords,
        _sampledWords = _sampledWords,
    };

    /// <remarks>The nonce is the first element of the last word that waits, and one permutation turns that block into the bits.</remarks>
    internal override ulong? FindNonce(ulong start, int count, int bitCount, VectorPath path)
    {
        const int lanes = Poseidon2.Lanes, groups = 4, statesAtOnce = lanes * groups;
        Poseidon2Transcript fork = (Poseidon2Transcript)Fork();
        fork.AbsorbWord([Goldilocks.Zero]);
        int place = (fork._waitingWords - 1) * WordLength;
        fork.FillRate();

        Span<Goldilocks> template = stackalloc Goldilocks[statesAtOnce * Width];
        for (int i = 0; i < template.Length; i++)
        {
            template[i] = fork._state[i / lanes % Width];
        }

        ulong mask = (1UL << bitCount) - 1;
        Span<Goldilocks> states = stackalloc Goldilocks[statesAtOnce * Width];
        for (ulong nonce = start; nonce < start + (ulong)count; nonce += statesAtOnce)
        {
            template.CopyTo(states);
            for (int state = 0; state < statesAtOnce; state++)
            {
                states[IndexOf(state, place)] = nonce + (ulong)state;
            }

            Poseidon2.Permute12Many(states, path);
            for (int state = 0; state < statesAtOnce; state++)
            {
                if ((states[IndexOf(state, 0)].Value & mask) == 0)
                {
                    return nonce + (ulong)state;
                }
            }
        }

        return null;

        static int IndexOf(int state, int element) => (state / lanes * Width + element) * lanes + state % lanes;
    }

    protected override void AbsorbElements(ReadOnlySpan<Goldilocks> elements)
    {
        for (; elements.Length > WordLength; elements = elements[WordLength..])
        {
            AbsorbWord(elements[..WordLength]);
        }

        if (!elements.IsEmpty)
        {
            AbsorbWord(elements);
        }
    }

    protected override void AbsorbCubics(ReadOnlySpan<GoldilocksCubic> elements)
    {
        foreach (GoldilocksCubic element in elements)
        {
            AbsorbWord([element.C0, element.C1, element.C2]);
        }
    }

    protected override void AbsorbDigests(ReadOnlySpan<MerkleDigest> digests)
    {
        Span<Goldilocks> word = stackalloc Goldilocks[WordLength];
        foreach (MerkleDigest digest in digests)
        {
            digest.ToDigest().CopyTo(word);
            AbsorbWord(word);
        }
    }

    protected override Goldilocks NextElement() => NextWord()[0];

    protected override GoldilocksCubic NextCubic()
    {
        ReadOnlySpan<Goldilocks> word = NextWord();
        return new(word[0], word[1], word[2]);
    }

    /// <remarks>p = 1 modulo 2^32: of the residues only 0 has one preimage more than the others, a bias of 2^-64.</remarks>
    protected override ulong NextBits() => NextElement().Value;

    /// <summary>Lets up to four elements wait as a word, filled with zeros.</summary>
    private void AbsorbWord(ReadOnlySpan<Goldilocks> elements)
    {
        // A full block waits until the next word: so the last word before a sample is in the last block.
        if (_waitingWords == RateWords)
        {
            Permute();
        }

        Span<Goldilocks> word = ((Span<Goldilocks>)_waiting).Slice(_waitingWords++ * WordLength, WordLength);
        elements.CopyTo(word);
        word[elements.Length..].Clear();
    }

    private ReadOnlySpan<Goldilocks> NextWord()
    {
        if (_waitingWords > 0 || _sampledWords == RateWords)
        {
            Permute();
        }

        return ((ReadOnlySpan<Goldilocks>)_state).Slice(_sampledWords++ * WordLength, WordLength);
    }

    private void Permute()
    {
        FillRate();
        _waitingWords = 0;
        _sampledWords = 0;
        Poseidon2.Permute12(_state);
    }

    private void FillRate()
    {
        if (_waitingWords == 0)
        {
            return;
        }

        Span<Goldilocks> state = _state;
        int length = _waitingWords * WordLength;
        ((ReadOnlySpan<Goldilocks>)_waiting)[..length].CopyTo(state);
        state[length..Rate].Clear();
        state[Rate + 1] += (ulong)_waitingWords;
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
