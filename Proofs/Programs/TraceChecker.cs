using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Programs;

/// <summary>Runs the constraints of a program on traces, row by row, and says what is wrong and where. For tests and debugging.</summary>
public static class TraceChecker
{
    /// <summary>Checks every constraint on every row, every multiplicity against its bound, and that every bus balances.</summary>
    /// <remarks>
    /// Heights and parameters are the prover's to refuse: neither Σ bound · height (<see cref="StarkProgram.MultiplicityBound"/>)
    /// nor the soundness floor is looked at here.
    /// </remarks>
    /// <param name="preprocessed">One entry per table, null where it has no preprocessed columns.</param>
    /// <returns>Empty when a proof of these traces, at heights that the prover takes, would be accepted.</returns>
    public static ImmutableArray<TraceFault> Check(
        StarkProgram program, IReadOnlyList<NativeMatrix?> preprocessed, IReadOnlyList<NativeMatrix> traces, ReadOnlySpan<Goldilocks> publicValues)
    {
        List<TraceFault> faults = [];
        Dictionary<MessageKey, Goldilocks> balances = [];
        foreach (PublicMessage message in program.PublicMessages)
        {
            Add(balances, message.Bus, message.ElementsFor(publicValues), Goldilocks.One);
        }

        for (int table = 0; table < program.Tables.Length; table++)
        {
            Goldilocks[] values = program.PublicValuesOf(table, publicValues);
            for (int row = 0; row < traces[table].RowCount; row++)
            {
                List<RowFault> rowFaults = [];
                List<RowMessage> messages = [];
                RowBuilder builder = new(new(traces[table], preprocessed[table], values, row), rowFaults, messages);
                program.Tables[table].Table.Evaluate(ref builder);

                string name = program.Shapes[table].Air.Name;
                faults.AddRange(rowFaults.Select(fault => new UnsatisfiedConstraint(name, table, fault)));
                faults.AddRange(messages.Where(IsOutOfBound).Select(message => new MultiplicityOutOfBound(name, table, message)));
                foreach (RowMessage message in messages)
                {
                    Add(balances, message.Bus, [.. message.Elements], message.Flow == Flow.Send ? message.Multiplicity : -message.Multiplicity);
                }
            }
        }

        faults.AddRange(balances.Where(entry => !entry.Value.IsZero)
            .Select(entry => new UnbalancedMessage(entry.Key.Bus, [.. entry.Key.Elements], entry.Value)));
        return [.. faults];
    }

    private static bool IsOutOfBound(RowMessage message) => message.Bound != 0 && message.Multiplicity.Value > message.Bound;

    private static void Add(Dictionary<MessageKey, Goldilocks> balances, Bus bus, Goldilocks[] elements, Goldilocks multiplicity)
    {
        ref Goldilocks balance = ref CollectionsMarshal.GetValueRefOrAddDefault(balances, new(bus, elements), out _);
        balance += multiplicity;
    }

    private readonly record struct MessageKey(Bus Bus, Goldilocks[] Elements)
    {
        public bool Equals(MessageKey other) => Bus == other.Bus && Elements.AsSpan().SequenceEqual(other.Elements);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(Bus.Id);
            foreach (Goldilocks element in Elements)
            {
                hash.Add(element);
            }

            return hash.ToHashCode();
        }
    }
}

/// <summary>Something that keeps traces from being proven.</summary>
public abstract record TraceFault;

/// <summary>A row violates a constraint.</summary>
/// <param name="Index">The table's place in the program.</param>
public sealed record UnsatisfiedConstraint(string Table, int Index, RowFault Fault) : TraceFault
{
    public override string ToString() => $"table {Index} ({Table}), {Fault}";
}

/// <summary>A row sends or receives a message more often than its AIR declares.</summary>
/// <param name="Index">The table's place in the program.</param>
public sealed record MultiplicityOutOfBound(string Table, int Index, RowMessage Message) : TraceFault
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"table {Index} ({Table}), row {Message.Row}: multiplicity {Message.Multiplicity} on bus {Message.Bus.Name}, at most {Message.Bound} was declared");
}

/// <summary>A message is sent more or less often than it is received.</summary>
/// <param name="Balance">Sent less received, as a field element.</param>
public sealed record UnbalancedMessage(Bus Bus, ImmutableArray<Goldilocks> Elements, Goldilocks Balance) : TraceFault
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"bus {Bus.Name}: ({string.Join(", ", Elements)}) has balance {(Balance.Value > Goldilocks.Modulus / 2 ? $"-{(-Balance).Value}" : $"{Balance}")}");
}
