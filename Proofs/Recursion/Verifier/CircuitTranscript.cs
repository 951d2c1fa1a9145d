using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>The Poseidon2 transcript as a chain of sponge rows: word for word what <see cref="Transcript"/> does.</summary>
/// <param name="omits">As <see cref="VerifierCircuit.Omits"/>.</param>
internal sealed class CircuitTranscript(CircuitBuilder builder, Predicate<string> omits)
{
    private const int WordsAtOnce = 2;

    private readonly SpongeChain _chain = builder.NewChain();
    private readonly List<Wire> _waiting = [];
    private TranscriptOperation? _last;
    private int _sampled = WordsAtOnce;

    public void Absorb(string label, params IEnumerable<Wire> words)
    {
        if (omits(AbsorbOf(label)))
        {
            return;
        }

        foreach (Wire word in words)
        {
            Absorb(word);
        }
    }

    /// <summary>The name under which an absorb can be left out.</summary>
    public static string AbsorbOf(string label) => $"absorb {label}";

    /// <summary>The name under which a check of work can be.</summary>
    public static string WorkAt(string site) => $"work at {site}";

    private void Absorb(Wire word)
    {
        // A full block waits until the next word: so the last word before a sample is in the last block.
        if (_waiting.Count == WordsAtOnce)
        {
            Permute();
        }

        _waiting.Add(word);
    }

    public CircuitValue SampleCubic(string name) => builder.ValueOf(Sample(name, WordMask.Cubic));

    /// <summary>(x, 0, 0, 0), x uniform in the base field.</summary>
    public Wire SampleBase(string name) => Sample(name, WordMask.Base);

    /// <summary>Absorbs a nonce of the prover's and states that the bits after it are zero.</summary>
    /// <remarks>A native nonce is one element; that the prover may choose the word's other three as well saves it no work.</remarks>
    public void CheckWork(string site, int bitCount)
    {
        if (bitCount == 0)
        {
            return;
        }

        Absorb(site, builder.Input());
        Wire bits = SampleBase(site);
        if (!omits(WorkAt(site)))
        {
            builder.AssertLowBitsZero(bits, bitCount);
        }
    }

    private Wire Sample(string name, WordMask mask)
    {
        if (_waiting.Count > 0 || _sampled == WordsAtOnce)
        {
            Permute();
        }

        Wire wire = builder.NewWire();
        _last!.Attach(_sampled++, wire, mask);
        builder.Name(name, wire);
        return wire;
    }

    private void Permute()
    {
        bool absorbs = _waiting.Count > 0;
        bool starts = _last is null;
        Wire zero = builder.Constant(Goldilocks.Zero);
        _last = builder.AddTranscriptStep(_chain, new()
        {
            Starts = starts,
            CarriesRate = !absorbs,
            Word0 = absorbs ? CircuitBuilder.SlotOf(_waiting[0]) : default,
            Word1 = absorbs ? CircuitBuilder.SlotOf(_waiting.Count > 1 ? _waiting[1] : zero) : default,
            Capacity8 = starts ? Poseidon2Transcript.Tag : 0,
            Capacity9 = (ulong)_waiting.Count,
        });
        _waiting.Clear();
        _sampled = 0;
    }
}
