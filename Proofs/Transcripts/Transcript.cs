using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Transcripts;

/// <summary>The Fiat–Shamir state of a proof: it absorbs what the prover sends and samples what the verifier would answer.</summary>
/// <remarks>
/// Labels name the steps for people and for step-by-step comparisons between verifiers; they do not enter the hash. What
/// is absorbed, of which length and in which order, is fixed by the protocol alone, so no length or tag is needed between
/// the steps.
/// </remarks>
public abstract class Transcript
{
    /// <summary>Most bits a single sample or a grinding can have.</summary>
    public const int MaxBits = 32;

    private List<TranscriptStep>? _log;

    public abstract HashFunction Function { get; }

    /// <summary>The steps since <see cref="StartLog"/>; empty without it.</summary>
    public IReadOnlyList<TranscriptStep> Log => _log ?? [];

    public static Transcript Create(HashFunction function) => function switch
    {
        HashFunction.Poseidon2 => new Poseidon2Transcript(),
        HashFunction.Keccak256 => new KeccakTranscript(),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Transcripts hash with Poseidon2 or Keccak-256."),
    };

    /// <summary>Records every step from here on.</summary>
    public void StartLog() => _log = [];

    /// <summary>For tests: the label of what is not absorbed, as if prover and verifier had both forgotten it.</summary>
    internal string? Omitted { get; set; }

    public void Absorb(string label, ReadOnlySpan<Goldilocks> elements)
    {
        if (label == Omitted)
        {
            return;
        }

        Record(TranscriptAction.Absorb, label, MemoryMarshal.Cast<Goldilocks, ulong>(elements));
        AbsorbElements(elements);
    }

    public void Absorb(string label, Goldilocks element) => Absorb(label, [element]);

    public void Absorb(string label, ReadOnlySpan<GoldilocksCubic> elements)
    {
        if (label == Omitted)
        {
            return;
        }

        Record(TranscriptAction.Absorb, label, MemoryMarshal.Cast<GoldilocksCubic, ulong>(elements));
        AbsorbCubics(elements);
    }

    public void Absorb(string label, Digest digest) => Absorb(label, [MerkleDigest.From(digest)]);

    /// <summary>The nodes of the cap, left to right.</summary>
    public void Absorb(string label, Commitment commitment) => Absorb(label, commitment.Cap.AsSpan());

    /// <summary>A uniform element of the base field.</summary>
    public Goldilocks SampleBase(string label)
    {
        Goldilocks element = NextElement();
        Record(TranscriptAction.Sample, label, [element.Value]);
        return element;
    }

    /// <summary>A uniform element of the cubic extension.</summary>
    public GoldilocksCubic SampleCubic(string label)
    {
        GoldilocksCubic element = NextCubic();
        Record(TranscriptAction.Sample, label, [element.C0.Value, element.C1.Value, element.C2.Value]);
        return element;
    }

    /// <summary>A number below 2^<paramref name="bitCount"/>, uniform up to a bias of 2^-64.</summary>
    public int SampleIndex(string label, int bitCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitCount, MaxBits - 1);
        return (int)SampleBits(label, bitCount);
    }

    /// <summary>
    /// Finds the smallest nonce after which <paramref name="bitCount"/> zero bits are sampled, and takes both steps. With
    /// no bits asked for there is no nonce and nothing is absorbed.
    /// </summary>
    public ulong Grind(string label, int bitCount, Workers workers)
    {
        if (bitCount == 0)
        {
            return 0;
        }

        ulong nonce = Grinding.FindSmallestNonce(this, bitCount, workers);
        return CheckGrinding(label, bitCount, nonce)
            ? nonce
            : throw new InvalidOperationException($"Nonce {nonce} was found for {bitCount} bits of grinding, but does not have them.");
    }

    /// <summary>Absorbs <paramref name="nonce"/> and tells whether the next <paramref name="bitCount"/> bits are zero.</summary>
    public bool CheckGrinding(string label, int bitCount, ulong nonce)
    {
        if (bitCount == 0)
        {
            return nonce == 0;
        }

        if (!Goldilocks.TryFromCanonical(nonce, out Goldilocks element))
        {
            return false;
        }

        CloseForNonce();
        Absorb(label, element);
        return SampleBits(label, bitCount) == 0;
    }

    /// <summary>A copy of the state, without the log.</summary>
    internal abstract Transcript Fork();

    /// <summary>Brings the state to where a nonce and the bits after it cost one permutation, however much is waiting.</summary>
    internal virtual void CloseForNonce()
    {
    }

    /// <summary>The smallest of <paramref name="count"/> nonces that has the bits, once the state is closed for it.</summary>
    /// <returns>Null when none has.</returns>
    internal abstract ulong? FindNonce(ulong start, int count, int bitCount, VectorPath path);

    protected abstract void AbsorbElements(ReadOnlySpan<Goldilocks> elements);

    protected abstract void AbsorbCubics(ReadOnlySpan<GoldilocksCubic> elements);

    protected abstract void AbsorbDigests(ReadOnlySpan<MerkleDigest> digests);

    protected abstract Goldilocks NextElement();

    protected abstract GoldilocksCubic NextCubic();

    /// <summary>64 bits, of which the lowest 32 may be sampled.</summary>
    protected abstract ulong NextBits();

    private void Absorb(string label, ReadOnlySpan<MerkleDigest> digests)
    {
        if (label == Omitted)
        {
            return;
        }

        Record(TranscriptAction.Absorb, label, MemoryMarshal.Cast<MerkleDigest, ulong>(digests));
        AbsorbDigests(digests);
    }

    private ulong SampleBits(string label, int bitCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bitCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitCount, MaxBits);
        ulong bits = NextBits() & ((1UL << bitCount) - 1);
        Record(TranscriptAction.Sample, label, [bits]);
        return bits;
    }

    private void Record(TranscriptAction action, string label, ReadOnlySpan<ulong> words) =>
        _log?.Add(new(action, label, [.. words]));
}
