using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using static System.Math;

namespace Rollup.Proofs.Soundness;

/// <summary>The provable soundness of a statement, term by term, in one proximity regime.</summary>
/// <remarks>
/// <para>
/// Round by round: each term is the probability that one challenge (or the query positions) turns a doomed transcript
/// into one that can still be accepted; the least of them is the claim. Grinding is added to the round it precedes.
/// No term rests on a conjecture about proximity. All of them assume that the hash behaves like a random oracle, and that
/// nobody finds a collision of its 256-bit digests (2^128 work).
/// </para>
/// <para>
/// With ρ = 2^−LogBlowup, n = the largest domain, N = the largest height, F the cubic extension, and list size L:
/// constraints (α) L·C/F; out of domain (ζ) L·(d·(N + points − 1) + N − 1)/(F − N − n), Haböck 2022/1216, theorem 8;
/// buses (β) L·Σ height·(W + 2)/F, Haböck 2022/1530: a root of the cleared sum or of a denominator; batching (B − 1)·ε
/// and folding A·ε, where ε is the share of bad combinations of two codewords, the arity A counts A − 1 for the fold and
/// 1 for a shorter table that joins; queries δ^queries, where δ bounds the agreement of a bad codeword.
/// </para>
/// <para>
/// Unique decoding: L = 1, ε = ((1 − ρ)·n/2 + 1)/F, δ = (1 + ρ)/2. Johnson bound with parameter m ≥ 3: L = (m + ½)/√ρ,
/// δ = √ρ·(1 + 1/(2m)), and ε as in theorems 1.3 and 4.2 of BCHKS25 (ePrint 2025/2055).
/// </para>
/// </remarks>
public sealed class SoundnessAccount
{
    /// <summary>The search for m ends here: beyond it the agreement no longer falls by anything that counts.</summary>
    private const int LargestMultiplicity = 1000;

    private const int SmallestMultiplicity = 3;

    /// <summary>A collision of 256-bit digests takes 2^128 work, whatever the terms say.</summary>
    public const double DigestBits = 128;

    /// <summary>|F| = p³.</summary>
    private static readonly double FieldSize = Pow(Crypto.Goldilocks.Modulus, 3);

    private SoundnessAccount(SoundnessRegime regime, int multiplicity, ImmutableArray<SoundnessTerm> terms) =>
        (Regime, Multiplicity, Terms) = (regime, multiplicity, terms);

    public SoundnessRegime Regime { get; }

    /// <summary>m of the Johnson-bound regime; 0 for unique decoding.</summary>
    public int Multiplicity { get; }

    public ImmutableArray<SoundnessTerm> Terms { get; }

    /// <summary>The claim: the least term, and never more than a collision of digests costs.</summary>
    public double Bits => Min(Least.Bits, DigestBits);

    /// <summary>The least term.</summary>
    public SoundnessTerm Least => Terms.MinBy(term => term.Bits);

    /// <summary>The better of the two regimes. Both are proven, so either may be claimed.</summary>
    public static SoundnessAccount Of(SoundnessShape shape)
    {
        SoundnessAccount johnson = InJohnsonBound(shape);
        SoundnessAccount unique = InUniqueDecoding(shape);
        return unique.Least.Bits > johnson.Least.Bits ? unique : johnson;
    }

    public static SoundnessAccount InUniqueDecoding(SoundnessShape shape)
    {
        double rate = Pow(2, -shape.LogBlowup);
        double line = ((1 - rate) / 2 * Domain(shape) + 1) / FieldSize;
        return new(SoundnessRegime.UniqueDecoding, 0, TermsOf(shape, listSize: 1, line, agreement: (1 + rate) / 2));
    }

    /// <summary>With the m that makes the least term largest.</summary>
    public static SoundnessAccount InJohnsonBound(SoundnessShape shape) =>
        Enumerable.Range(SmallestMultiplicity, LargestMultiplicity - SmallestMultiplicity + 1)
            .Select(m => InJohnsonBound(shape, m))
            .MaxBy(account => account.Least.Bits)!;

    public static SoundnessAccount InJohnsonBound(SoundnessShape shape, int multiplicity)
    {
        double rate = Pow(2, -shape.LogBlowup);
        double root = Sqrt(rate);
        double shifted = multiplicity + 0.5;
        double distance = 1 - root * (1 + 0.5 / multiplicity);
        double line = ((2 * Pow(shifted, 5) + 3 * shifted * distance * rate) * Domain(shape) / (3 * rate * root) + shifted / root) / FieldSize;
        return new(SoundnessRegime.JohnsonBound, multiplicity, TermsOf(shape, listSize: shifted / root, line, agreement: 1 - distance));
    }

    /// <summary>A line per term, the claim last.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (SoundnessTerm term in Terms)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{term.Name,-14} {term.Bits,7:F1} bits");
        }

        string regime = Regime == SoundnessRegime.UniqueDecoding ? "unique decoding" : $"Johnson bound, m = {Multiplicity}";
        return text.Append(CultureInfo.InvariantCulture, $"{"claim",-14} {Bits,7:F1} bits ({regime})").ToString();
    }

    private static ImmutableArray<SoundnessTerm> TermsOf(SoundnessShape shape, double listSize, double line, double agreement)
    {
        double height = Pow(2, shape.LogHeight);
        double outOfDomain = shape.Degree * (height + shape.Points - 1) + (height - 1);
        return
        [
            new("buses", ToBits(listSize * shape.BusWeight / FieldSize)),
            new("constraints", ToBits(listSize * shape.Constraints / FieldSize)),
            new("out of domain", ToBits(listSize * outOfDomain / (FieldSize - height - Domain(shape)))),
            new("batching", ToBits((shape.Openings - 1) * line) + shape.CommitGrindingBits),
            new("folding", ToBits(shape.Arity * line) + shape.CommitGrindingBits),
            new("queries", ToBits(agreement) * shape.Queries + shape.QueryGrindingBits),
        ];
    }

    private static double Domain(SoundnessShape shape) => Pow(2, shape.LogHeight + shape.LogBlowup);

    private static double ToBits(double probability) => probability > 0 ? -Log2(probability) : double.PositiveInfinity;
}
