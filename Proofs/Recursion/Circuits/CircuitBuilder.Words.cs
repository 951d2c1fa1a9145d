using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>The elements of words.</summary>
public sealed partial class CircuitBuilder
{
    private readonly Dictionary<Word, Wire> _constantWords = [];

    /// <summary>The four elements of a word, as values of their own.</summary>
    /// <remarks>
    /// Only sponge rows see a whole word; they also evaluate it as a polynomial. Its values at 0, 1, 2 and −1, from two rows,
    /// determine it.
    /// </remarks>
    public CircuitValue[] Unpack(Wire word)
    {
        (CircuitValue at0, CircuitValue at1) = Evaluate(word, Goldilocks.Zero, Goldilocks.One);
        (CircuitValue at2, CircuitValue atMinus1) = Evaluate(word, new(2), -Goldilocks.One);

        // w(1) + w(−1) = 2(w₀ + w₂);  w(1) − w(−1) = 2(w₁ + w₃);  w(2) = w₀ + 2w₁ + 4w₂ + 8w₃.
        Goldilocks half = new Goldilocks(2).Inverse();
        CircuitValue w2 = (at1 + atMinus1) * half - at0;
        CircuitValue odd = (at1 - atMinus1) * half;
        CircuitValue w3 = (at2 - at0 - w2 * new Goldilocks(4) - odd * new Goldilocks(2)) * new Goldilocks(6).Inverse();
        return [at0, odd - w3, w2, w3];
    }

    /// <summary>A word that is the same in every execution.</summary>
    public Wire ConstantWord(Word word)
    {
        if (!_constantWords.TryGetValue(word, out Wire wire))
        {
            wire = NewWire();
            _constantWords.Add(word, wire);
            Add(new ConstantOperation(wire, word));
            Evaluate(wire, Goldilocks.Zero, Goldilocks.One, Constant(word.At(Goldilocks.Zero)), Constant(word.At(Goldilocks.One)));
            Evaluate(wire, new(2), -Goldilocks.One, Constant(word.At(new(2))), Constant(word.At(-Goldilocks.One)));
        }

        return wire;
    }

    /// <summary>Gives a public word a place among the rows, where nothing else would use it.</summary>
    public void Hold(Wire word)
    {
        SpongeChain chain = NewChain();
        chain.Rows.Add(new() { Starts = true, Word0 = SlotOf(word), Word1 = SlotOf(Constant(Goldilocks.Zero)) });
        Add(new TranscriptOperation(chain, 0));
    }

    private (CircuitValue AtFirst, CircuitValue AtSecond) Evaluate(Wire word, Goldilocks first, Goldilocks second) =>
        Evaluate(word, first, second, NewWire(), NewWire());

    private (CircuitValue AtFirst, CircuitValue AtSecond) Evaluate(Wire word, Goldilocks first, Goldilocks second, Wire atFirst, Wire atSecond)
    {
        SpongeChain chain = NewChain();
        chain.Rows.Add(new()
        {
            Starts = true,
            Word0 = SlotOf(word),
            Padding = Word.Length,
            Pattern = RowPattern.Base,
            CubicFactor = SlotOf(Constant(first)),
            BaseFactor = SlotOf(Constant(second)),
            CubicSum = SlotOf(atFirst),
            BaseSum = SlotOf(atSecond),
        });
        Add(new UnpackOperation(chain, word, first, second, atFirst, atSecond));
        return (ValueOf(atFirst), ValueOf(atSecond));
    }
}
