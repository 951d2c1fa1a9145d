using Rollup.Proofs.Soundness;

namespace Rollup.Proofs.Tests.Soundness;

/// <summary>Figures from an independent calculator (Python, the formulas of BCHKS25 as ethereum/soundcalc uses them), to six decimals.</summary>
public sealed class SoundnessAccountTests
{
    public static TheoryData<string, SoundnessShape, double[], int, double[]> Pinned => new()
    {
        // name, shape, Johnson-bound bits (buses, constraints, out of domain, batching, folding, queries), m, unique-decoding bits
        {
            "batch, blow-up 2", Wide(22, 1, queries: 161, grinding: 20, degree: 3),
            [149.36357, 169.982748, 157.533494, 107.287372, 115.252435, 100.383892], 1000,
            [159.830075, 180.449253, 168.0, 160.034937, 167.999999, 86.821037]
        },
        {
            "batch, blow-up 4", Wide(22, 2, queries: 84, grinding: 20, degree: 3),
            [148.86357, 169.482748, 157.033494, 104.787372, 112.752435, 103.939422], 1000,
            [159.830075, 180.449253, 168.0, 158.449975, 166.415037, 76.95804]
        },
        {
            "recursion", Wide(18, 3, queries: 56, grinding: 20, degree: 8),
            [152.36357, 168.982748, 159.363565, 106.287372, 114.252435, 103.959615], 1000,
            [163.830075, 180.449253, 170.830071, 161.227581, 169.192644, 66.4842]
        },
        {
            "compress", Wide(16, 6, queries: 28, grinding: 20, degree: 8),
            [153.500279, 168.119457, 160.500262, 103.970918, 111.935981, 103.9686], 643,
            [165.830075, 180.449253, 172.830058, 160.057657, 168.022719, 47.373701]
        },
        {
            "last layer", Narrow(14, 8, queries: 19, grinding: 28, degree: 8),
            [157.776828, 170.039862, 161.513725, 103.986747, 108.003555, 103.978493], 637,
            [171.093109, 183.356144, 174.830007, 162.988838, 167.005646, 46.893134]
        },
        {
            "batch, 128 bits", Wide(22, 2, queries: 113, grinding: 20, degree: 3),
            [153.947432, 174.56661, 162.117357, 130.206684, 138.171747, 130.213188], 29,
            [159.830075, 180.449253, 168.0, 158.449975, 166.415037, 96.622125]
        },
        {
            "last layer, 128 bits", Narrow(14, 8, queries: 26, grinding: 28, degree: 8),
            [163.138913, 175.401947, 166.87581, 130.797173, 134.813981, 130.770051], 15,
            [171.093109, 183.356144, 174.830007, 162.988838, 167.005646, 53.853762]
        },
    };

    [Theory]
    [MemberData(nameof(Pinned))]
    [Trait("Plan", "G18")]
    public void The_account_equals_the_independent_calculator_term_by_term(
        string name, SoundnessShape shape, double[] johnson, int multiplicity, double[] unique)
    {
        SoundnessAccount account = SoundnessAccount.InJohnsonBound(shape);
        Assert.True(multiplicity == account.Multiplicity, name);
        AssertTerms(johnson, account);
        AssertTerms(unique, SoundnessAccount.InUniqueDecoding(shape));
    }

    [Fact]
    public void The_claim_is_the_least_term_of_the_better_regime()
    {
        SoundnessShape shape = Wide(22, 1, queries: 161, grinding: 20, degree: 3);
        SoundnessAccount account = SoundnessAccount.Of(shape);
        Assert.Equal(SoundnessRegime.JohnsonBound, account.Regime);
        Assert.Equal("queries", account.Least.Name);
        Assert.Equal(100.383892, account.Bits, tolerance: 1e-6);
        Assert.Equal(account.Terms.Min(term => term.Bits), account.Bits);
    }

    [Fact]
    public void Unique_decoding_is_claimed_where_it_gives_more()
    {
        // With very many queries both query terms are high, and the Johnson bound pays for its list and its exceptional set.
        SoundnessAccount account = SoundnessAccount.Of(Wide(22, 1, queries: 1000, grinding: 20, degree: 3));
        Assert.Equal(SoundnessRegime.UniqueDecoding, account.Regime);
        Assert.Equal("buses", account.Least.Name);
    }

    [Fact]
    public void No_claim_is_higher_than_a_collision_of_digests_costs()
    {
        SoundnessAccount account = SoundnessAccount.Of(Wide(22, 1, queries: 1000, grinding: 20, degree: 3));
        Assert.True(account.Least.Bits > SoundnessAccount.DigestBits);
        Assert.Equal(SoundnessAccount.DigestBits, account.Bits);
    }

    [Fact]
    public void One_query_more_is_worth_half_a_bit_at_blow_up_two()
    {
        double Bits(int queries) => SoundnessAccount.Of(Wide(20, 1, queries, grinding: 20, degree: 3)).Bits;
        Assert.Equal(0.5, Bits(162) - Bits(161), tolerance: 0.01);
    }

    [Fact]
    public void A_statement_without_messages_has_no_bus_term_to_lose()
    {
        SoundnessAccount account = SoundnessAccount.Of(Wide(20, 1, 161, 20, 3) with { BusWeight = 0 });
        Assert.Equal(double.PositiveInfinity, account.Terms.Single(term => term.Name == "buses").Bits);
    }

    private static void AssertTerms(double[] expected, SoundnessAccount account)
    {
        Assert.Equal(["buses", "constraints", "out of domain", "batching", "folding", "queries"], account.Terms.Select(term => term.Name));
        foreach ((double bits, SoundnessTerm term) in expected.Zip(account.Terms))
        {
            Assert.Equal(bits, term.Bits, tolerance: 1e-6);
        }
    }

    /// <summary>2,000 openings, 3,000 constraints, 64 messages of 16 elements per row, arity 8.</summary>
    private static SoundnessShape Wide(int logHeight, int logBlowup, int queries, int grinding, int degree) => new()
    {
        LogHeight = logHeight, LogBlowup = logBlowup, Openings = 2000, Constraints = 3000, Degree = degree, Points = 2, Arity = 8,
        BusWeight = Math.Pow(2, logHeight) * 64 * (16 + 2), Queries = queries, QueryGrindingBits = grinding,
    };

    /// <summary>260 openings, 400 constraints, 12 messages of 8 elements per row, arity 16.</summary>
    private static SoundnessShape Narrow(int logHeight, int logBlowup, int queries, int grinding, int degree) => new()
    {
        LogHeight = logHeight, LogBlowup = logBlowup, Openings = 260, Constraints = 400, Degree = degree, Points = 2, Arity = 16,
        BusWeight = Math.Pow(2, logHeight) * 12 * (8 + 2), Queries = queries, QueryGrindingBits = grinding,
    };
}
