using System.Collections.Immutable;
using Rollup.Proofs.Airs;

namespace Rollup.Proofs.Buses;

/// <summary>How a table's messages share its auxiliary columns, each of which holds elements of the cubic extension.</summary>
/// <remarks>
/// <para>
/// A message with multiplicity ±m and fingerprint D contributes the fraction ±m/D to the sum of its bus. Column c holds,
/// for each row, the sum of the fractions of batch c: h_c · Π Dᵢ = Σ ±mᵢ · Π_{j≠i} Dⱼ. The last batch has no column of
/// its own: its sum is read off the step of the running sum s, which is the last column:
/// (s' − s + S/N − Σ h_c) · Π Dᵢ = Σ ±mᵢ · Π_{j≠i} Dⱼ, where S is the table's sum over all N rows.
/// </para>
/// <para>
/// The step is stated for every row, the last one included, whose next row is the first. Adding all N of them leaves
/// S = sum of all fractions, so no row needs a constraint of its own.
/// </para>
/// </remarks>
public sealed class AuxiliaryLayout
{
    private AuxiliaryLayout(ImmutableArray<ImmutableArray<int>> batches, int degree) => (Batches, Degree) = (batches, degree);

    /// <summary>For each column the interactions whose fractions it adds up, in the order the AIR declares them.</summary>
    public ImmutableArray<ImmutableArray<int>> Batches { get; }

    /// <summary>The highest degree of the columns' constraints; 0 without interactions.</summary>
    public int Degree { get; }

    /// <summary>Columns over the cubic extension; 0 for a table that is on no bus.</summary>
    public int CubicColumns => Batches.Length;

    /// <summary>Batches the interactions in order, each as large as <paramref name="maxDegree"/> allows.</summary>
    /// <returns>Null when one interaction alone has a higher degree.</returns>
    public static AuxiliaryLayout? Fit(ImmutableArray<InteractionShape> interactions, int maxDegree)
    {
        List<ImmutableArray<int>> batches = [];
        List<int> batch = [];
        for (int i = 0; i < interactions.Length; i++)
        {
            if (batch.Count > 0 && DegreeOf(interactions, [.. batch, i]) > maxDegree)
            {
                batches.Add([.. batch]);
                batch.Clear();
            }

            batch.Add(i);
        }

        if (batch.Count > 0)
        {
            batches.Add([.. batch]);
        }

        int degree = batches.Select(b => DegreeOf(interactions, b)).DefaultIfEmpty(0).Max();
        return degree <= maxDegree ? new([.. batches], degree) : null;
    }

    private static int DegreeOf(ImmutableArray<InteractionShape> interactions, ImmutableArray<int> batch)
    {
        int denominator = batch.Sum(i => interactions[i].MessageDegree);
        int numerator = batch.Max(i => interactions[i].MultiplicityDegree + denominator - interactions[i].MessageDegree);
        return Math.Max(1 + denominator, numerator);
    }
}
