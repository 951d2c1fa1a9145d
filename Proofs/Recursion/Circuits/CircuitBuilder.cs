using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits.Operations;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Collects the operations of a circuit and lays its rows out in the order in which they will stand.</summary>
/// <remarks>
/// An operation puts its rows down at once, with wires for slots; <see cref="Build"/> counts the slots of each wire and
/// gives them their multiplicities. Operations run in the order they were added, so a wire is known before it is used.
/// </remarks>
public sealed partial class CircuitBuilder
{
    private readonly int _publicWordCount;
    private readonly List<Operation> _operations = [];
    private readonly List<ArithmeticRow> _arithmetic = [];
    private readonly List<NodeRow> _nodes = [];
    private readonly List<SpongeChain> _sponges = [];
    private readonly List<BitRow> _bits = [];
    private readonly List<(int Operation, string Name)> _scopes = [];
    private readonly Dictionary<ulong, Wire> _constants = [];
    private readonly List<(string Name, Wire Wire)> _names = [];
    private int _wireCount;

    /// <param name="publicWordCount">Words of public values; they are wires from the start.</param>
    public CircuitBuilder(int publicWordCount) => _publicWordCount = _wireCount = publicWordCount;

    /// <summary>From here on operations belong to this part of the circuit: what a failed execution names.</summary>
    public void Enter(string scope) => _scopes.Add((_operations.Count, scope));

    /// <summary>Notes a wire under a name, so that its value can be compared with what a native verifier computes.</summary>
    public void Name(string name, Wire wire) => _names.Add((name, wire));

    /// <summary>The wire of a public word: four of the circuit's public values.</summary>
    /// <remarks>Circuits with as many public words have them at the same addresses, so they can share one program shape.</remarks>
    public Wire PublicWord(int index) => index >= 0 && index < _publicWordCount
        ? new(Circuit.AddressOfPublicWord(index))
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The circuit has {_publicWordCount} public words.");

    /// <summary>A word that the prover chooses: the next of the tape.</summary>
    public Wire Input() => Input(NewWire());

    /// <summary>Reads the word of a wire that is there already.</summary>
    public Wire Input(Wire wire)
    {
        Add(new InputOperation(wire));
        return wire;
    }

    /// <summary>As <see cref="Input()"/>, for an element of F³.</summary>
    public CircuitValue InputValue() => ValueOf(Input());

    public CircuitValue ValueOf(Wire wire) => CircuitValue.Of(this, wire);

    /// <summary>The word (value, 0, 0, 0).</summary>
    public Wire Constant(Goldilocks value)
    {
        if (!_constants.TryGetValue(value.Value, out Wire wire))
        {
            wire = NewWire();
            _constants.Add(value.Value, wire);
            AddArithmetic(new() { D = wire, Constant = value });
        }

        return wire;
    }

    /// <summary>States that two values are the same; <paramref name="right"/> gets a wire.</summary>
    public void AssertEqual(CircuitValue left, CircuitValue right) => left.Define(this, right.ToWire(this));

    /// <summary>n/d; a zero d makes the circuit unsatisfiable, unless n is zero too.</summary>
    public CircuitValue Divide(CircuitValue numerator, CircuitValue denominator)
    {
        Wire d = denominator.ToWire(this);
        Wire n = numerator.ToWire(this);
        Wire quotient = NewWire();
        _arithmetic.Add(RowOf(new() { A = quotient, B = d, D = n, Product = Goldilocks.One }));
        Add(new DivisionOperation(_arithmetic.Count - 1, quotient, d, n));
        return ValueOf(quotient);
    }

    internal Wire NewWire() => new(++_wireCount);

    internal void AddArithmetic(ArithmeticGate gate)
    {
        _arithmetic.Add(RowOf(gate));
        Add(new ArithmeticOperation(_arithmetic.Count - 1, gate));
    }

    internal static Slot SlotOf(Wire wire) => new(wire.Address, 0);

    private void Add(Operation operation) => _operations.Add(operation);

    private static ArithmeticRow RowOf(ArithmeticGate gate) => new()
    {
        A = SlotOf(gate.A),
        B = SlotOf(gate.B),
        C = SlotOf(gate.C),
        D = SlotOf(gate.D),
        Product = gate.Product,
        Left = gate.Left,
        Addend = gate.Addend,
        Constant = gate.Constant,
    };

    /// <summary>The finished circuit.</summary>
    public Circuit Build()
    {
        List<SpongeRow> sponges = [];
        foreach (SpongeChain chain in _sponges)
        {
            chain.FirstRow = sponges.Count;
            sponges.AddRange(chain.Rows);
        }

        SlotCounter slots = new(_wireCount);
        _arithmetic.ForEach(row => slots.Count(row.A, row.B, row.C, row.D));
        _nodes.ForEach(row => slots.Count(row.Current, row.Right, row.Out, row.Index));
        sponges.ForEach(row => slots.Count(
            row.Word0, row.Word1, row.Output0, row.Output1, row.CubicSum, row.BaseSum, row.CubicFactor, row.BaseFactor));
        _bits.ForEach(row => slots.Count(row.Value, row.Index, row.Point, row.Root));
        for (int i = 0; i < _publicWordCount; i++)
        {
            slots.Count(SlotOf(PublicWord(i)));
        }

        return new()
        {
            Arithmetic = [.. _arithmetic.Select(row => row with { A = slots.Take(row.A), B = slots.Take(row.B), C = slots.Take(row.C), D = slots.Take(row.D) })],
            Nodes =
            [
                .. _nodes.Select(row => row with
                {
                    Current = slots.Take(row.Current),
                    Right = slots.Take(row.Right),
                    Out = slots.Take(row.Out),
                    Index = slots.Take(row.Index),
                }),
            ],
            Sponges =
            [
                .. sponges.Select(row => row with
                {
                    Word0 = slots.Take(row.Word0),
                    Word1 = slots.Take(row.Word1),
                    Output0 = slots.Take(row.Output0),
                    Output1 = slots.Take(row.Output1),
                    CubicSum = slots.Take(row.CubicSum),
                    BaseSum = slots.Take(row.BaseSum),
                    CubicFactor = slots.Take(row.CubicFactor),
                    BaseFactor = slots.Take(row.BaseFactor),
                }),
            ],
            Bits =
            [
                .. _bits.Select(row => row with
                {
                    Value = slots.Take(row.Value),
                    Index = slots.Take(row.Index),
                    Point = slots.Take(row.Point),
                    Root = slots.Take(row.Root),
                }),
            ],
            PublicWordCount = _publicWordCount,
            WireCount = _wireCount,
            Operations = [.. _operations],
            Scopes = [.. _scopes],
            Names = [.. _names],
        };
    }
}
