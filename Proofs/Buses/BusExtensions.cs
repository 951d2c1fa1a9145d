using System.Runtime.CompilerServices;
using Rollup.Crypto;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Buses;

/// <summary>The ways a row puts a message on a bus.</summary>
/// <remarks>
/// A multiplicity is a field element, so a message sent p times would look like one never sent. Each multiplicity
/// therefore has a declared bound per row, which the AIR's own constraints must enforce, and a program whose bounds
/// could add up to p is refused.
/// </remarks>
public static class BusExtensions
{
    /// <summary>Puts a message on the bus that some row, of this table or another, must receive.</summary>
    /// <param name="multiplicity">How often the row sends the message: an integer from 0 to <paramref name="bound"/>.</param>
    /// <param name="bound">What the AIR's other constraints guarantee about <paramref name="multiplicity"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Send<TBuilder, TExpr>(
        this ref TBuilder builder, Bus bus, TExpr multiplicity, ulong bound, params ReadOnlySpan<TExpr> message)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Interact(bus, Flow.Send, multiplicity, RequireBound(bus, bound), message);

    /// <summary>Takes a message off the bus that some row, of this table or another, must send.</summary>
    /// <param name="multiplicity">How often the row receives the message: an integer from 0 to <paramref name="bound"/>.</param>
    /// <param name="bound">What the AIR's other constraints guarantee about <paramref name="multiplicity"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Receive<TBuilder, TExpr>(
        this ref TBuilder builder, Bus bus, TExpr multiplicity, ulong bound, params ReadOnlySpan<TExpr> message)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Interact(bus, Flow.Receive, multiplicity, RequireBound(bus, bound), message);

    /// <summary>Offers a message as often as it is asked for: a row of a lookup table.</summary>
    /// <remarks>
    /// Needs no bound: whatever its multiplicity, it can only balance sends of the very message the row holds. What a
    /// lookup proves is that nothing else was sent, and that follows from the bounds on the sending side. A multiplicity
    /// of −1 amounts to a send, so a program whose bus has both provided and received messages is refused: the provider
    /// could stand in for a sender.
    /// <para>
    /// A bus may also have nothing but provided messages. It proves something only if their multiplicities, and what of
    /// the messages tells them apart, are preprocessed: then the program itself says which messages balance each other, and
    /// all that is left to the prover is to make these agree. The wires of a circuit are such a bus.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Provide<TBuilder, TExpr>(
        this ref TBuilder builder, Bus bus, TExpr multiplicity, params ReadOnlySpan<TExpr> message)
        where TBuilder : struct, IAirBuilder<TExpr>
        where TExpr : struct, IAlgebra<TExpr> =>
        builder.Interact(bus, Flow.Receive, multiplicity, 0, message);

    /// <summary>A bound of 0 would silently turn a receive into a provided message, which nothing bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RequireBound(Bus bus, ulong bound) =>
        bound != 0 ? bound : throw new ArgumentException($"A message on bus {bus.Name} has bound 0; a bound is at least 1, and lookups use Provide.", nameof(bound));
}
