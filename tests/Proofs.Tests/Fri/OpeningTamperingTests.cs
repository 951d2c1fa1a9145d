using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Fri;

/// <summary>One honest proof, one thing changed at a time, and the check that must notice.</summary>
public sealed class OpeningTamperingTests
{
    /// <summary>Enough that a changed transcript or nonce does not have them by luck.</summary>
    private const int WorkBits = 12;

    /// <summary>Heights 2^6, 2^4 and 2^3: three folding rounds, two of which a shorter codeword joins after.</summary>
    private static readonly (int, int)[] Shapes = [(6, 5), (4, 9), (6, 3), (3, 1)];

    private static readonly FriParameters Parameters = OpeningScenario.SmallParameters with
    {
        QueryGrindingBits = WorkBits,
        CommitGrindingBits = WorkBits,
    };

    private static readonly Lazy<OpeningScenario> Honest = new(() => OpeningScenario.Prove(Parameters, Shapes));

    private static OpeningProof Proof => Honest.Value.Proof;

    [Fact]
    public void The_honest_proof_is_accepted()
    {
        Assert.Null(Honest.Value.Verify());
        Assert.Equal([2, 1, 2], Honest.Value.Plan.Schedule.Rounds.Select(round => round.LogArity));
        Assert.Equal(5, Proof.Nonces.Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void A_changed_opened_value_changes_the_batching_challenge(int round, int matrix)
    {
        OpenedValues opened = Opened((r, m, values) => r == round && m == matrix ? values.SetItem(0, values[0] + GoldilocksCubic.One) : values);
        Assert.Equal(new WorkMissing("batching", WorkBits), Honest.Value.Verify(Proof with { Opened = opened }));
    }

    [Fact]
    public void A_value_moved_from_one_matrix_to_the_next_is_a_count_mismatch()
    {
        // The rows of matrices 0 and 2 are hashed as one; the boundary between them is the statement's.
        GoldilocksCubic moved = Proof.Opened[0, 0, 0][^1];
        OpenedValues opened = Opened((r, m, values) => (r, m) switch
        {
            (0, 0) => values[..^1],
            (0, 2) => [moved, .. values],
            _ => values,
        });
        Assert.Equal(
            new OpenedValueCountMismatch("values of matrix 0 of round 0", 5, 4),
            Honest.Value.Verify(Proof with { Opened = opened }));
    }

    [Fact]
    public void Missing_rounds_matrices_or_points_of_opened_values_are_count_mismatches()
    {
        var values = Proof.Opened.Values;
        Assert.Equal(
            new OpenedValueCountMismatch("rounds", 2, 1),
            Honest.Value.Verify(Proof with { Opened = new([values[0]]) }));
        Assert.Equal(
            new OpenedValueCountMismatch("matrices of round 0", 4, 3),
            Honest.Value.Verify(Proof with { Opened = new([values[0][..^1], values[1]]) }));
        Assert.Equal(
            new OpenedValueCountMismatch("points of matrix 3 of round 0", 2, 1),
            Honest.Value.Verify(Proof with { Opened = new([values[0].SetItem(3, values[0][3][..1]), values[1]]) }));
    }

    [Theory]
    [Trait("Plan", "V09")]
    [InlineData(0, "batching")]
    [InlineData(1, "folding 0")]
    [InlineData(2, "folding 1")]
    [InlineData(3, "folding 2")]
    [InlineData(4, "queries")]
    public void A_wrong_nonce_is_missing_work_at_its_site(int nonce, string site)
    {
        OpeningProof proof = Proof with { Nonces = Proof.Nonces.SetItem(nonce, Proof.Nonces[nonce] + 1) };
        Assert.Equal(new WorkMissing(site, WorkBits), Honest.Value.Verify(proof));
        proof = Proof with { Nonces = Proof.Nonces.SetItem(nonce, Proof.Nonces[nonce] + Goldilocks.Modulus) };
        Assert.Equal(new WorkMissing(site, WorkBits), Honest.Value.Verify(proof));
    }

    [Fact]
    [Trait("Plan", "V09")]
    public void A_missing_or_extra_nonce_is_a_count_mismatch()
    {
        Assert.Equal(new NonceCountMismatch(5, 4), Honest.Value.Verify(Proof with { Nonces = Proof.Nonces[..^1] }));
        Assert.Equal(new NonceCountMismatch(5, 6), Honest.Value.Verify(Proof with { Nonces = Proof.Nonces.Add(0) }));
    }

    [Fact]
    [Trait("Plan", "V08")]
    public void A_final_polynomial_one_coefficient_too_long_or_too_short_is_refused()
    {
        Assert.Equal(
            new FinalPolynomialLengthMismatch(2, 3),
            Honest.Value.Verify(Proof with { FinalPolynomial = Proof.FinalPolynomial.Add(GoldilocksCubic.Zero) }));
        Assert.Equal(
            new FinalPolynomialLengthMismatch(2, 1),
            Honest.Value.Verify(Proof with { FinalPolynomial = Proof.FinalPolynomial[..1] }));
    }

    [Fact]
    [Trait("Plan", "V08")]
    public void A_missing_or_extra_layer_is_refused()
    {
        Assert.Equal(new LayerCountMismatch("commitments", 3, 2), Honest.Value.Verify(Proof with { Layers = Proof.Layers[..^1] }));
        Assert.Equal(
            new LayerCountMismatch("commitments", 3, 4),
            Honest.Value.Verify(Proof with { Layers = Proof.Layers.Add(Proof.Layers[0]) }));
        Assert.Equal(
            new LayerCountMismatch("openings", 3, 2),
            Honest.Value.Verify(Proof with { LayerOpenings = Proof.LayerOpenings[..^1] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Another_commitment_to_a_layer_changes_its_folding_challenge(int layer)
    {
        Commitment other = new([.. Proof.Layers[layer].Cap.Select(digest => digest with { W0 = digest.W0 / 2 })]);
        Assert.Equal(
            new WorkMissing($"folding {layer}", WorkBits),
            Honest.Value.Verify(Proof with { Layers = Proof.Layers.SetItem(layer, other) }));
    }

    [Fact]
    [Trait("Plan", "V05")]
    public void A_layer_with_a_word_not_below_the_modulus_or_of_another_cap_size_is_refused()
    {
        MerkleDigest alias = new(0, Goldilocks.Modulus, 0, 0);
        Assert.Equal(
            new DigestNotCanonical("layer 1", alias),
            Honest.Value.Verify(Proof with { Layers = Proof.Layers.SetItem(1, new([alias, alias])) }));
        Assert.Equal(
            new CapSizeMismatch("layer 1", 2, 1),
            Honest.Value.Verify(Proof with { Layers = Proof.Layers.SetItem(1, new([new(0, 0, 0, 0)])) }));
    }

    [Fact]
    public void A_changed_final_polynomial_changes_the_queries()
    {
        ImmutableArray<GoldilocksCubic> changed = Proof.FinalPolynomial.SetItem(0, Proof.FinalPolynomial[0] + GoldilocksCubic.One);
        Assert.Equal(new WorkMissing("queries", WorkBits), Honest.Value.Verify(Proof with { FinalPolynomial = changed }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_changed_row_of_any_height_leads_to_another_root(int round)
    {
        MerkleOpening opening = Proof.RowOpenings[round];
        for (int height = 0; height < opening.Rows.Length; height++)
        {
            MerkleOpening changed = opening with { Rows = opening.Rows.SetItem(height, opening.Rows[height].SetItem(0, opening.Rows[height][0] + 1)) };
            ProofFailure? failure = Honest.Value.Verify(Proof with { RowOpenings = Proof.RowOpenings.SetItem(round, changed) });
            Assert.Equal($"round {round}", Assert.IsType<MerkleRootMismatch>(failure).Tree);
        }
    }

    [Fact]
    public void Row_openings_of_another_number_of_rounds_are_refused() => Assert.Equal(
        new RowOpeningCountMismatch(2, 1),
        Honest.Value.Verify(Proof with { RowOpenings = Proof.RowOpenings[..1] }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_changed_coefficient_of_any_layer_leads_to_another_root(int layer)
    {
        FriLayerOpening opening = Proof.LayerOpenings[layer];
        for (int i = 0; i < opening.Coefficients.Length; i++)
        {
            FriLayerOpening changed = opening with { Coefficients = opening.Coefficients.SetItem(i, opening.Coefficients[i] + GoldilocksCubic.One) };
            ProofFailure? failure = Honest.Value.Verify(Proof with { LayerOpenings = Proof.LayerOpenings.SetItem(layer, changed) });
            Assert.Equal($"layer {layer}", Assert.IsType<MerkleRootMismatch>(failure).Tree);
        }
    }

    [Fact]
    public void A_leaf_that_differs_from_what_a_second_query_knows_is_a_leaf_value_mismatch()
    {
        // Every element of the only layer is queried. The first of each leaf stays as it is, which gives c₀; the others change.
        FriParameters parameters = Parameters with { QueryCount = 256 };
        OpeningScenario forged = DishonestOpening.Prove(parameters, [(3, 2)], codewords: codewords =>
        {
            Span<GoldilocksCubic> elements = codewords[0].Elements;
            for (int position = 0; position < elements.Length; position++)
            {
                elements[position] += Enumerable.Range(0, 4)
                    .Select(leaf => Point(position) - Point(4 * leaf))
                    .Aggregate(Goldilocks.One, (product, distance) => product * distance);
            }
        });

        LeafValueMismatch failure = Assert.IsType<LeafValueMismatch>(forged.Verify());
        Assert.Equal((0, 1), (failure.Layer, failure.Position));

        static Goldilocks Point(int position) => EvaluationDomain.SubgroupPoint(4, position);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_corrupted_sibling_of_any_layer_leads_to_another_root(int layer)
    {
        FriLayerOpening opening = Proof.LayerOpenings[layer];
        for (int i = 0; i < opening.Siblings.Length; i++)
        {
            FriLayerOpening changed = opening with { Siblings = opening.Siblings.SetItem(i, opening.Siblings[i] with { W1 = opening.Siblings[i].W1 / 2 }) };
            ProofFailure? failure = Honest.Value.Verify(Proof with { LayerOpenings = Proof.LayerOpenings.SetItem(layer, changed) });
            Assert.Equal($"layer {layer}", Assert.IsType<MerkleRootMismatch>(failure).Tree);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Missing_or_extra_coefficients_and_siblings_are_count_mismatches(int layer)
    {
        FriLayerOpening opening = Proof.LayerOpenings[layer];
        Assert.IsType<CoefficientCountMismatch>(Replace(opening with { Coefficients = opening.Coefficients[1..] }));
        Assert.IsType<CoefficientCountMismatch>(Replace(opening with { Coefficients = opening.Coefficients.Add(default) }));
        Assert.IsType<SiblingCountMismatch>(Replace(opening with { Siblings = opening.Siblings.Add(default) }));
        if (opening.Siblings.Length > 0)
        {
            Assert.IsType<SiblingCountMismatch>(Replace(opening with { Siblings = opening.Siblings[1..] }));
        }

        ProofFailure? Replace(FriLayerOpening changed) =>
            Honest.Value.Verify(Proof with { LayerOpenings = Proof.LayerOpenings.SetItem(layer, changed) });
    }

    [Fact]
    [Trait("Plan", "V06")]
    public void A_proof_made_with_fewer_queries_opens_too_few_rows()
    {
        OpeningScenario weak = OpeningScenario.Prove(Parameters with { QueryCount = 3 }, Shapes);
        Assert.IsType<OpenedRowsMismatch>(AsHonest(weak).Verify());
    }

    [Fact]
    [Trait("Plan", "V06")]
    public void A_proof_made_without_work_has_no_nonces() => Assert.Equal(
        new NonceCountMismatch(5, 0),
        AsHonest(OpeningScenario.Prove(Parameters with { QueryGrindingBits = 0, CommitGrindingBits = 0 }, Shapes)).Verify());

    [Fact]
    [Trait("Plan", "V06")]
    public void A_proof_made_with_another_arity_schedule_has_another_number_of_layers() => Assert.Equal(
        new LayerCountMismatch("commitments", 3, 5),
        AsHonest(OpeningScenario.Prove(Parameters with { MaxLogArity = 1 }, Shapes)).Verify());

    [Fact]
    [Trait("Plan", "V06")]
    public void A_proof_made_with_another_blow_up_is_refused() =>
        Assert.NotNull(AsHonest(OpeningScenario.Prove(Parameters with { LogBlowup = 2 }, Shapes)).Verify());

    [Theory]
    [Trait("Plan", "V13")]
    [InlineData(0UL)]
    [InlineData(7UL)]
    public void A_point_in_the_base_field_is_refused(ulong point)
    {
        ClaimedRound round = Honest.Value.Rounds[0];
        GoldilocksCubic inside = new(point, default, default);
        OpeningScenario scenario = Honest.Value with { Rounds = [round with { Points = [[inside, inside], .. round.Points.Skip(1)] }, Honest.Value.Rounds[1]] };
        Assert.Equal(new PointInsideDomain(0, 0, inside), scenario.Verify());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(27)]
    public void A_height_below_one_row_or_beyond_the_largest_domain_is_refused(int logRows)
    {
        ClaimedRound round = Honest.Value.Rounds[0];
        OpeningScenario scenario = Honest.Value with { Rounds = [round with { Shapes = [round.Shapes[0] with { LogRowCount = logRows }, .. round.Shapes.Skip(1)] }, Honest.Value.Rounds[1]] };
        Assert.Equal(new HeightOutOfRange(0, 0, logRows, 26), scenario.Verify());
    }

    [Fact]
    public void A_height_that_is_no_power_of_two_cannot_be_committed_to()
    {
        using NativeMatrix matrix = new(6, 1);
        CommitmentScheme scheme = new(Parameters, Workers.Single);
        Assert.Throws<ArgumentException>(() => scheme.Commit([matrix]));
    }

    [Fact]
    public void A_commitment_to_columns_of_too_high_degree_is_rejected()
    {
        // Random values on the extended domain: far from every polynomial of low degree.
        using NativeMatrix far = OpeningScenario.RandomMatrix(new Random(3), 128, 2);
        CommitmentScheme scheme = new(Parameters, Workers.Single);
        CommittedMatrices committed = scheme.CommitExtended([far], [ColumnKind.Base]);
        Assert.Equal("layer 0", Assert.IsType<MerkleRootMismatch>(OpeningScenario.Prove(scheme, [committed]).Verify()).Tree);
    }

    [Fact]
    public void A_claimed_value_that_is_not_the_polynomials_is_rejected()
    {
        // The dishonest prover claims another value, and makes everything after it to suit.
        OpeningScenario forged = DishonestOpening.Prove(Parameters, Shapes, claim: opened => new(
            opened.Values.SetItem(0, opened.Values[0].SetItem(0, opened.Values[0][0].SetItem(0, opened.Values[0][0][0].SetItem(2, GoldilocksCubic.One))))));
        Assert.Equal("layer 0", Assert.IsType<MerkleRootMismatch>(forged.Verify()).Tree);
    }

    [Theory]
    [InlineData(1, "layer 1")]
    [InlineData(2, "layer 2")]
    public void Leaving_out_the_codeword_of_a_shorter_table_is_rejected(int codeword, string tree)
    {
        OpeningScenario forged = DishonestOpening.Prove(Parameters, Shapes, codewords: codewords => codewords[codeword].Elements.Clear());
        Assert.Equal(tree, Assert.IsType<MerkleRootMismatch>(forged.Verify()).Tree);
    }

    [Fact]
    public void Leaving_out_the_codeword_that_joins_last_is_a_final_value_mismatch()
    {
        OpeningScenario forged = DishonestOpening.Prove(
            Parameters with { LogFinalLength = 3 }, [(6, 5), (3, 2)], codewords: codewords => codewords[1].Elements.Clear());
        Assert.IsType<FinalValueMismatch>(forged.Verify());
    }

    /// <summary>The same proof presented to the verifier of the honest parameters.</summary>
    private static OpeningScenario AsHonest(OpeningScenario scenario) => scenario with { Parameters = Parameters };

    private static OpenedValues Opened(Func<int, int, ImmutableArray<GoldilocksCubic>, ImmutableArray<GoldilocksCubic>> change) => new(
    [
        .. Proof.Opened.Values.Select((round, r) => round.Select((matrix, m) =>
            matrix.Select((values, point) => point == 0 ? change(r, m, values) : values).ToImmutableArray()).ToImmutableArray()),
    ]);
}
