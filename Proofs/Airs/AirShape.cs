using System.Collections.Immutable;
using Rollup.Proofs.Airs.Symbolic;
using Rollup.Proofs.Buses;

namespace Rollup.Proofs.Airs;

/// <summary>A constraint as the symbolic evaluator saw it.</summary>
/// <param name="Root">Its node in <see cref="AirShape.Graph"/>.</param>
public sealed record ConstraintShape(string Name, ConstraintDegree Degree, int Root);

/// <summary>A message as the symbolic evaluator saw it.</summary>
/// <param name="Bound">Largest multiplicity per row; 0 when the message is provided to lookups.</param>
public sealed record InteractionShape(
    Bus Bus,
    Flow Flow,
    ulong Bound,
    int Multiplicity,
    ImmutableArray<int> Message,
    int MultiplicityDegree,
    int MessageDegree,
    bool UsesTransition)
{
    public bool IsProvided => Bound == 0;
}

/// <summary>Everything about an AIR that does not depend on a trace: what a key, a hash or a report is made from.</summary>
public sealed class AirShape
{
    private AirShape(IAir air, SymbolicBuilder builder)
    {
        Name = air.Name;
        MainWidth = air.MainWidth;
        PreprocessedWidth = air.PreprocessedWidth;
        PublicCount = air.PublicCount;
        Constraints = [.. builder.Constraints.Select(c => new ConstraintShape(c.Name, c.Value.Degree, Graph.Add(c.Value)))];
        Interactions = [.. builder.Interactions.Select(Flatten)];
        UsesNextMain = builder.HasRead(SymbolicKind.MainNext);
        UsesNextPreprocessed = builder.HasRead(SymbolicKind.PreprocessedNext);
    }

    public string Name { get; }

    public int MainWidth { get; }

    public int PreprocessedWidth { get; }

    public int PublicCount { get; }

    public ConstraintGraph Graph { get; } = new();

    public ImmutableArray<ConstraintShape> Constraints { get; }

    public ImmutableArray<InteractionShape> Interactions { get; }

    /// <summary>Polynomials of one table's height that the quotient of the AIR's own constraints takes.</summary>
    public int QuotientChunks => Constraints.Select(c => c.Degree.QuotientChunks).DefaultIfEmpty(1).Max();

    public bool UsesNextMain { get; }

    public bool UsesNextPreprocessed { get; }

    /// <summary>Runs the AIR once, symbolically.</summary>
    /// <exception cref="ArgumentException">The AIR refers to cells it does not declare, or uses a bus wrongly.</exception>
    public static AirShape Of<TAir>(TAir air)
        where TAir : struct, IAir
    {
        SymbolicBuilder builder = new(new(air.MainWidth, air.PreprocessedWidth, air.PublicCount));
        air.Eval<SymbolicBuilder, SymbolicExpression>(ref builder);
        AirShape shape = new(air, builder);
        shape.Check();
        return shape;
    }

    private InteractionShape Flatten(SymbolicInteraction interaction) => new(
        interaction.Bus,
        interaction.Flow,
        interaction.Bound,
        Graph.Add(interaction.Multiplicity),
        Graph.Add(interaction.Message),
        interaction.Multiplicity.Degree.Columns,
        interaction.Message.Select(element => element.Degree.Columns).DefaultIfEmpty(0).Max(),
        interaction.Message.Append(interaction.Multiplicity).Any(expression => expression.Degree.Transitions > 0));

    private void Check()
    {
        if (MainWidth < 1)
        {
            throw new ArgumentException($"{Name} has {MainWidth} main columns; a table has at least one.");
        }

        foreach (InteractionShape interaction in Interactions)
        {
            if (interaction.Message.Length != interaction.Bus.Width)
            {
                throw new ArgumentException(
                    $"{Name} puts a message of {interaction.Message.Length} elements on bus {interaction.Bus.Name}, which carries {interaction.Bus.Width}.");
            }

            if (interaction.UsesTransition)
            {
                throw new ArgumentException(
                    $"{Name} uses IsTransition in a message on bus {interaction.Bus.Name}; it is not 0 or 1. Use 1 − IsLastRow.");
            }

            if (interaction is { IsProvided: true, Flow: Flow.Send })
            {
                throw new ArgumentException($"{Name} sends on bus {interaction.Bus.Name} without a bound on the multiplicity.");
            }
        }
    }
}
