using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Buses;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Soundness;

namespace Rollup.Proofs.Programs;

/// <summary>The tables that a statement consists of, with the parameters of its proofs; everything but preprocessed columns and witness.</summary>
public sealed class StarkProgram
{
    /// <summary>A transcript absorbs heights and counts as single elements, a proof carries them as bytes.</summary>
    private const int MaxTableCount = 255;

    public StarkProgram(string name, ProofParameters parameters, params ReadOnlySpan<ProgramTable> tables)
        : this(name, parameters, [.. tables], [], bindsPublicValues: true)
    {
    }

    public StarkProgram(
        string name, ProofParameters parameters, ImmutableArray<ProgramTable> tables, ImmutableArray<PublicMessage> publicMessages)
        : this(name, parameters, tables, publicMessages, bindsPublicValues: true)
    {
    }

    private StarkProgram(
        string name, ProofParameters parameters, ImmutableArray<ProgramTable> tables, ImmutableArray<PublicMessage> publicMessages, bool bindsPublicValues)
    {
        Name = name;
        Parameters = parameters;
        _ = parameters.Fri.Validated();
        if (parameters.FloorBits is < 0 or > (int)SoundnessAccount.DigestBits)
        {
            throw new ArgumentException($"Program {name} has a floor of {parameters.FloorBits} bits; expected 0 to {SoundnessAccount.DigestBits}.");
        }

        Tables = tables;
        if (Tables.Length is < 1 or > MaxTableCount)
        {
            throw new ArgumentException($"Program {name} has {Tables.Length} tables; expected 1 to {MaxTableCount}.");
        }

        Shapes = [.. Tables.Select(table => TableShape.Fit(table.Table.Shape, parameters.Fri.LogBlowup))];
        PublicMessages = publicMessages;
        Buses = [.. Shapes.SelectMany(shape => shape.Air.Interactions).Select(interaction => interaction.Bus).Distinct().OrderBy(bus => bus.Id)];
        CheckHeights();
        CheckBuses();
        CheckPublicMessages();
        PublicCount = Math.Max(
            Tables.Max(table => table.PublicOffset + table.Table.Shape.PublicCount),
            PublicMessages.SelectMany(message => message.Elements).Max(element => element.Index + 1) ?? 0);
        if (bindsPublicValues)
        {
            CheckPublicValues();
        }
    }

    public string Name { get; }

    public ProofParameters Parameters { get; }

    public ImmutableArray<ProgramTable> Tables { get; }

    /// <summary>The columns of each table.</summary>
    public ImmutableArray<TableShape> Shapes { get; }

    /// <summary>Messages that the statement itself sends, each once.</summary>
    public ImmutableArray<PublicMessage> PublicMessages { get; }

    /// <summary>By id.</summary>
    public ImmutableArray<Bus> Buses { get; }

    public int PublicCount { get; }

    public bool HasBuses => !Buses.IsEmpty;

    public bool HasPreprocessed => Shapes.Any(shape => shape.Air.PreprocessedWidth > 0);

    /// <summary>The widest message.</summary>
    public int MaxMessageWidth => Buses.Select(bus => bus.Width).DefaultIfEmpty(0).Max();

    /// <summary>For tests that leave constraints out: this program with other tables, whose public values may be in no constraint.</summary>
    internal StarkProgram WithUnboundPublicValues(ImmutableArray<ProgramTable> tables) =>
        new(Name, Parameters, tables, PublicMessages, bindsPublicValues: false);

    /// <summary>The public values that one table refers to.</summary>
    public Goldilocks[] PublicValuesOf(int table, ReadOnlySpan<Goldilocks> publicValues) =>
        publicValues.Slice(Tables[table].PublicOffset, Shapes[table].Air.PublicCount).ToArray();

    /// <summary>
    /// Σ bound · height over all messages of tables, and 1 for each public message: how often one message could be sent, or
    /// received, at most.
    /// </summary>
    public UInt128 MultiplicityBound(IReadOnlyList<int> logHeights)
    {
        UInt128 sum = (UInt128)PublicMessages.Length;
        for (int table = 0; table < Tables.Length; table++)
        {
            foreach (InteractionShape interaction in Shapes[table].Air.Interactions)
            {
                // 64 + 27 bits each, at most 2^20 messages: far from overflow.
                sum += (UInt128)interaction.Bound << logHeights[table];
            }
        }

        return sum;
    }

    /// <summary>The provable soundness of a proof with these heights.</summary>
    public SoundnessAccount Account(IReadOnlyList<int> logHeights) => SoundnessAccount.Of(SoundnessShapeOf(logHeights));

    public SoundnessShape SoundnessShapeOf(IReadOnlyList<int> logHeights) => new()
    {
        LogHeight = logHeights.Max(),
        LogBlowup = Parameters.Fri.LogBlowup,
        Openings = new OpeningLayout(this, logHeights).OpeningCount,
        Constraints = Shapes.Max(shape => shape.ConstraintCount),
        Degree = Shapes.Max(shape => shape.Degree),
        Points = 2,
        Arity = FoldingSchedule.For(Parameters.Fri, logHeights).LargestArity,
        BusWeight = Shapes.Zip(logHeights, (shape, height) => Math.Pow(2, height) * shape.Air.Interactions.Sum(i => i.Bus.Width + 2.0)).Sum()
            + PublicMessages.Sum(message => message.Bus.Width + 2.0),
        Queries = Parameters.Fri.QueryCount,
        QueryGrindingBits = Parameters.Fri.QueryGrindingBits,
        CommitGrindingBits = Parameters.Fri.CommitGrindingBits,
    };

    private void CheckHeights()
    {
        int limit = Transforms.EvaluationDomain.MaxLogSize - Parameters.Fri.LogBlowup;
        foreach (ProgramTable table in Tables)
        {
            if (table.MinLogHeight < 0 || table.MaxLogHeight < table.MinLogHeight || table.MaxLogHeight > limit)
            {
                throw new ArgumentException(
                    $"{table.Table} has log heights {table.MinLogHeight} to {table.MaxLogHeight}; expected a range within 0 to {limit}.");
            }

            if (table.Table.Shape.PreprocessedWidth > 0 && table.MinLogHeight != table.MaxLogHeight)
            {
                throw new ArgumentException($"{table.Table} has preprocessed columns, so its height must be fixed.");
            }
        }
    }

    /// <summary>A public value that nothing reads would be bound by nothing but the transcript: a claim nobody proves.</summary>
    private void CheckPublicValues()
    {
        for (int index = 0; index < PublicCount; index++)
        {
            int value = index;
            if (!Tables.Any(table => table.Table.Shape.Graph.UsesPublic(value - table.PublicOffset))
                && !PublicMessages.Any(message => message.Elements.Contains(PublicElement.PublicValue(value))))
            {
                throw new ArgumentException($"Public value {index} of program {Name} is in no constraint and no message.");
            }
        }
    }

    private void CheckPublicMessages()
    {
        foreach (PublicMessage message in PublicMessages)
        {
            if (!Buses.Contains(message.Bus))
            {
                throw new ArgumentException($"Program {Name} sends {message}, but no table has messages on bus {message.Bus}.");
            }

            if (message.Elements.Length != message.Bus.Width)
            {
                throw new ArgumentException(
                    $"Program {Name} puts a message of {message.Elements.Length} elements on bus {message.Bus.Name}, which carries {message.Bus.Width}.");
            }

            if (message.Elements.Any(element => element.Index < 0))
            {
                throw new ArgumentException($"Program {Name} sends {message}; public values are numbered from 0.");
            }
        }
    }

    private void CheckBuses()
    {
        if (Buses.Any(bus => bus.Id == 0) || Buses.DistinctBy(bus => bus.Id).Count() != Buses.Length)
        {
            throw new ArgumentException(
                $"Buses of program {Name} need ids of their own above 0, and one width each: {string.Join(", ", Buses)}.");
        }

        foreach (Bus bus in Buses)
        {
            InteractionShape[] messages = [.. Shapes.SelectMany(shape => shape.Air.Interactions).Where(message => message.Bus == bus)];
            if (messages.Any(message => message.IsProvided) && messages.Any(message => !message.IsProvided && message.Flow == Flow.Receive))
            {
                // A provided message may have any multiplicity, −1 as well, which is a send: it could stand in for the real sender.
                throw new ArgumentException($"Bus {bus.Name} of program {Name} has both provided and received messages; a provider could stand in for a sender.");
            }
        }
    }
}
