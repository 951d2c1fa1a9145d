using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Transcripts;

/// <summary>A hash chain over Keccak-256, as cheap in the EVM as a transcript can be.</summary>
/// <remarks>
/// The state is 32 bytes, zero at the start. Absorbed bytes wait (elements as 8 big-endian bytes, digests as they are).
/// When a sample is asked for and bytes wait, or the state's four words are used up: state ← keccak256(0x02 ‖ state ‖
/// waiting bytes). Samples read the state's big-endian words in turn; a field element skips words that are not below p.
/// The same step is taken before a nonce is absorbed when bytes wait, so that trying a nonce hashes 41 bytes.
/// Specification, "Transcript".
/// </remarks>
internal sealed class KeccakTranscript : Transcript
{
    /// <summary>Sets the transcript apart from leaves (0x00) and nodes (0x01).</summary>
    public const byte Tag = 2;

    private const int WordCount = 4;

    private readonly List<byte> _pending = [];
    private MerkleDigest _state;

    /// <summary>Words of the state that were sampled.</summary>
    private int _sampledCount = WordCount;

    public override HashFunction Function => HashFunction.Keccak256;

    internal override Transcript Fork()
    {
        KeccakTranscript fork = new() { _state = _state, _sampledCount = _sampledCount };
        fork._pending.AddRange(_pending);
        return fork;
    }

    internal override void CloseForNonce()
    {
        if (_pending.Count > 0)
        {
            Advance();
        }
    }

    internal override ulong? FindNonce(ulong start, int count, int bitCount, VectorPath path)
    {
        const int nonceAt = 1 + MerkleDigest.ByteCount, messageLength = nonceAt + sizeof(ulong), messagesAtOnce = 64;
        ulong mask = (1UL << bitCount) - 1;
        Span<byte> messages = stackalloc byte[messagesAtOnce * messageLength];
        Span<byte> digests = stackalloc byte[messagesAtOnce * Keccak256.ByteCount];
        for (int i = 0; i < messagesAtOnce; i++)
        {
            messages[i * messageLength] = Tag;
            _state.Write(messages[(i * messageLength + 1)..]);
        }

        for (ulong nonce = start; nonce < start + (ulong)count; nonce += messagesAtOnce)
        {
            for (int i = 0; i < messagesAtOnce; i++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(messages[(i * messageLength + nonceAt)..], nonce + (ulong)i);
            }

            Keccak256.HashMany(messageLength, messages, digests, path);
            for (int i = 0; i < messagesAtOnce; i++)
            {
                if ((BinaryPrimitives.ReadUInt64BigEndian(digests[(i * Keccak256.ByteCount)..]) & mask) == 0)
                {
                    return nonce + (ulong)i;
                }
            }
        }

        return null;
    }

    protected override void AbsorbElements(ReadOnlySpan<Goldilocks> elements)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach (Goldilocks element in elements)
        {
            BinaryPrimitives.WriteUInt64BigEndian(word, element.Value);
            _pending.AddRange(word);
        }
    }

    protected override void AbsorbCubics(ReadOnlySpan<GoldilocksCubic> elements) =>
        AbsorbElements(MemoryMarshal.Cast<GoldilocksCubic, Goldilocks>(elements));

    protected override void AbsorbDigests(ReadOnlySpan<MerkleDigest> digests)
    {
        Span<byte> bytes = stackalloc byte[MerkleDigest.ByteCount];
        foreach (MerkleDigest digest in digests)
        {
            digest.Write(bytes);
            _pending.AddRange(bytes);
        }
    }

    protected override Goldilocks NextElement()
    {
        Goldilocks element;
        while (!Goldilocks.TryFromCanonical(NextBits(), out element))
        {
            // About one word in 2^32.
        }

        return element;
    }

    protected override GoldilocksCubic NextCubic() => new(NextElement(), NextElement(), NextElement());

    protected override ulong NextBits()
    {
        if (_pending.Count > 0 || _sampledCount == WordCount)
        {
            Advance();
        }

        return _sampledCount++ switch
        {
            0 => _state.W0,
            1 => _state.W1,
            2 => _state.W2,
            _ => _state.W3,
        };
    }

    private void Advance()
    {
        byte[] message = new byte[1 + MerkleDigest.ByteCount + _pending.Count];
        message[0] = Tag;
        _state.Write(message.AsSpan(1));
        _pending.CopyTo(message, 1 + MerkleDigest.ByteCount);

        Span<byte> digest = stackalloc byte[Keccak256.ByteCount];
        Keccak256.Hash(message, digest);
        _state = MerkleDigest.Read(digest);
        _pending.Clear();
        _sampledCount = 0;
    }
}
