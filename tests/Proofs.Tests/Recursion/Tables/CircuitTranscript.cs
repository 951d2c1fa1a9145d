using Rollup.Crypto;
using Rollup.Proofs.Recursion.Tables;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Tests.Recursion.Tables;

/// <summary>A transcript as sponge rows: one per permutation.</summary>
internal sealed class CircuitTranscript(TestCircuit circuit)
{
    private readonly List<Goldilocks[]> _waiting = [];
    private int _sampled = 2;
    private bool _hasStarted;

    public void Absorb(params Goldilocks[] word)
    {
        if (_waiting.Count == 2)
        {
            Permute();
        }

        _waiting.Add([.. word, .. Enumerable.Repeat(Goldilocks.Zero, 4 - word.Length)]);
    }

    public Slot Sample(WordMask mask)
    {
        if (_waiting.Count > 0 || _sampled == 2)
        {
            Permute();
        }

        Slot wire = circuit.Wire();
        circuit.ChangeLastSponge(_sampled == 0
            ? row => row with { Output0 = wire, OutputMask0 = mask }
            : row => row with { Output1 = wire, OutputMask1 = mask });
        _sampled++;
        return wire;
    }

    private void Permute()
    {
        circuit.Sponge(
            new()
            {
                Starts = !_hasStarted,
                CarriesRate = _waiting.Count == 0,
                Capacity8 = _hasStarted ? 0 : Poseidon2Transcript.Tag,
                Capacity9 = (ulong)_waiting.Count,
                Padding = _waiting.Count == 1 ? 4 : 0,
                Word0 = _waiting.Count > 0 ? circuit.Wire() : default,
                Word1 = _waiting.Count > 1 ? circuit.Wire() : default,
            },
            [.. _waiting.SelectMany(word => word)]);
        _hasStarted = true;
        _waiting.Clear();
        _sampled = 0;
    }
}
