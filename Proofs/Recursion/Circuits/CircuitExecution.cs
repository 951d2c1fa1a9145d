using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>One run of a circuit: the words of its wires, the values of its rows, and whether everything agrees.</summary>
public sealed class CircuitExecution
{
    private readonly Circuit _circuit;
    private readonly ReadOnlyMemory<Goldilocks> _tape;
    private readonly Word[] _words;
    private readonly bool[] _known;
    private int _tapeAt;
    private int _operation;

    private CircuitExecution(Circuit circuit, ReadOnlyMemory<Goldilocks> tape)
    {
        (_circuit, _tape) = (circuit, tape);
        _words = new Word[circuit.WireCount + 1];
        _known = new bool[circuit.WireCount + 1];
        Rows = new(circuit.Sponges.Length, circuit.Nodes.Length, circuit.Arithmetic.Length, circuit.Bits.Length);
    }

    public RowValues Rows { get; }

    /// <summary>The first thing that does not hold, with the part of the circuit it is in; null if the circuit is satisfied.</summary>
    public CircuitFailure? Failure { get; private set; }

    /// <summary>The circuit's public values.</summary>
    public Goldilocks[] PublicValues
    {
        get
        {
            Goldilocks[] values = new Goldilocks[_circuit.PublicWordCount * Word.Length];
            for (int i = 0; i < _circuit.PublicWordCount; i++)
            {
                this[new Wire(Circuit.AddressOfPublicWord(i))].CopyTo(values.AsSpan(i * Word.Length));
            }

            return values;
        }
    }

    /// <summary>A wire's word.</summary>
    public Word this[Wire wire] => _known[wire.Address]
        ? _words[wire.Address]
        : throw new InvalidOperationException($"Wire {wire.Address} is used before it is known, in {_circuit.ScopeOf(_operation)}.");

    /// <summary>The words of the wires with a name, in the order in which they were named.</summary>
    public IEnumerable<(string Name, Word Word)> Named => _circuit.Names.Select(named => (named.Name, this[named.Wire]));

    internal static CircuitExecution Run(Circuit circuit, ReadOnlyMemory<Goldilocks> tape)
    {
        CircuitExecution execution = new(circuit, tape);
        for (; execution._operation < circuit.Operations.Length; execution._operation++)
        {
            circuit.Operations[execution._operation].Execute(execution);
        }

        return execution._tapeAt == tape.Length
            ? execution
            : throw new ArgumentException($"The circuit reads {execution._tapeAt} elements of its tape; got {tape.Length}.", nameof(tape));
    }

    /// <summary>Gives a wire its word. If it has one already, the two must agree.</summary>
    internal void Set(Wire wire, Word word)
    {
        if (wire.IsNone)
        {
            return;
        }

        if (_known[wire.Address])
        {
            if (_words[wire.Address] != word)
            {
                Fail($"{word} is not {_words[wire.Address]}, the word of wire {wire.Address}");
            }

            return;
        }

        (_words[wire.Address], _known[wire.Address]) = (word, true);
    }

    internal GoldilocksCubic Cubic(Wire wire)
    {
        Word word = this[wire];
        if (!word.E3.IsZero)
        {
            Fail($"{word} is no element of F³");
        }

        return word.ToCubic();
    }

    internal ReadOnlySpan<Goldilocks> Read(int count)
    {
        if (_tapeAt + count > _tape.Length)
        {
            throw new ArgumentException($"The tape of {_tape.Length} elements ends in {_circuit.ScopeOf(_operation)}, which wants {count} more.");
        }

        _tapeAt += count;
        return _tape.Span.Slice(_tapeAt - count, count);
    }

    internal void Fail(string reason) => Failure ??= new(_circuit.ScopeOf(_operation), reason);
}
