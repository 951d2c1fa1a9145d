using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Witness;
using Rollup.Proofs.Tests.Fri;
using Rollup.Proofs.Tests.PlainVerifier;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Witness;

/// <summary>Expanded openings, each path of which is hashed upwards by itself with the plain verifier's hash.</summary>
public sealed class OpeningExpansionTests
{
    private static readonly FriParameters Parameters = OpeningScenario.SmallParameters with { CapHeight = 0 };

    /// <summary>Four heights, of which one is a single row and two share a tree level.</summary>
    private static readonly (int, int)[] Shapes = [(6, 5), (4, 9), (6, 3), (0, 2), (3, 1)];

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void Every_path_of_an_opening_of_several_heights_leads_to_its_commitment(HashFunction hash) =>
        AssertLeadsToCommitments(OpeningScenario.Prove(Parameters with { Hash = hash }, Shapes));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Queries_that_repeat_are_each_expanded(int logRows)
    {
        OpeningScenario scenario = OpeningScenario.Prove(Parameters with { QueryCount = 40 }, [(logRows, 2)]);
        AssertLeadsToCommitments(scenario);
        Assert.True(Expand(scenario).Queries.Select(query => query.Position).Distinct().Count() < 40);
    }

    [Fact]
    public void A_leaf_has_the_value_that_the_fold_of_the_layer_before_gives()
    {
        // One height, so that nothing joins between the layers.
        OpeningScenario scenario = OpeningScenario.Prove(Parameters, [(7, 3)]);
        ExpandedOpening expanded = Expand(scenario);
        foreach (ExpandedQuery query in expanded.Queries)
        {
            int position = query.Position, logLength = scenario.Plan.Schedule.LogLength;
            for (int i = 0; i < query.Layers.Length; i++)
            {
                int logArity = scenario.Plan.Schedule.Rounds[i].LogArity, leaf = position >> logArity;
                PlainCubic first = PlainField.SubgroupPoint(logLength, leaf << logArity);
                PlainCubic folded = PlainCubic.Evaluate(query.Layers[i].Coefficients.Select(Plain), Plain(expanded.Betas[i]) / first);
                (position, logLength) = (leaf, logLength - logArity);
                PlainCubic next = i + 1 < query.Layers.Length
                    ? PlainCubic.Evaluate(
                        query.Layers[i + 1].Coefficients.Select(Plain),
                        PlainField.SubgroupPoint(scenario.Plan.Schedule.Rounds[i + 1].LogArity, position % scenario.Plan.Schedule.Rounds[i + 1].Arity))
                    : PlainCubic.Evaluate(scenario.Proof.FinalPolynomial.Select(Plain), PlainField.SubgroupPoint(logLength, position));
                Assert.Equal(next, folded);
            }
        }
    }

    [Theory]
    [InlineData("range-check", HashFunction.Poseidon2)]
    [InlineData("range-check", HashFunction.Keccak256)]
    [InlineData("fifth-power", HashFunction.Poseidon2)]
    public void Every_path_of_a_proof_of_tables_leads_to_its_commitment(string example, HashFunction hash)
    {
        (VerifyingKey key, Goldilocks[] publicValues, StarkProof proof) = Prove(example, WithoutCaps(hash));
        Assert.Null(new StarkVerifier(key).Verify(publicValues, proof));
        Commitment?[] commitments = [key.Preprocessed, proof.Main, proof.Auxiliary, proof.Quotient];
        OpeningPlan plan = new OpeningLayout(key.Program, proof.LogHeights).PlanAtAnyPoint;
        ExpandedOpening expanded = OpeningExpansion.Expand(key, publicValues, proof);
        Assert.Equal(key.Program.Parameters.Fri.QueryCount, expanded.Queries.Length);
        AssertLeadTo([.. commitments.OfType<Commitment>()], proof.Opening, plan, expanded);
    }

    [Fact]
    public void A_wrong_sibling_row_or_coefficient_is_expanded_and_leads_elsewhere()
    {
        OpeningScenario scenario = OpeningScenario.Prove(Parameters, Shapes);
        MerkleOpening rows = scenario.Proof.RowOpenings[0];
        FriLayerOpening layer = scenario.Proof.LayerOpenings[0];
        foreach (OpeningProof tampered in (OpeningProof[])
            [
                scenario.Proof with { RowOpenings = scenario.Proof.RowOpenings.SetItem(0, rows with { Siblings = rows.Siblings.SetItem(0, default) }) },
                scenario.Proof with { RowOpenings = scenario.Proof.RowOpenings.SetItem(0, rows with { Rows = rows.Rows.SetItem(0, rows.Rows[0].SetItem(0, 1)) }) },
                scenario.Proof with { LayerOpenings = scenario.Proof.LayerOpenings.SetItem(0, layer with { Siblings = layer.Siblings.SetItem(0, default) }) },
                scenario.Proof with { LayerOpenings = scenario.Proof.LayerOpenings.SetItem(0, layer with { Coefficients = layer.Coefficients.SetItem(0, default) }) },
            ])
        {
            OpeningScenario changed = scenario with { Proof = tampered };
            Assert.NotNull(changed.Verify());
            Assert.Throws<Xunit.Sdk.EqualException>(() => AssertLeadsToCommitments(changed));
        }
    }

    [Fact]
    public void An_opening_of_another_form_is_refused()
    {
        OpeningScenario scenario = OpeningScenario.Prove(Parameters, Shapes);
        MerkleOpening rows = scenario.Proof.RowOpenings[0];
        FriLayerOpening layer = scenario.Proof.LayerOpenings[0];
        foreach ((OpeningProof malformed, string reason) in ((OpeningProof, string)[])
            [
                (scenario.Proof with { RowOpenings = scenario.Proof.RowOpenings.SetItem(0, rows with { Siblings = rows.Siblings[1..] }) }, nameof(SiblingCountMismatch)),
                (scenario.Proof with { RowOpenings = scenario.Proof.RowOpenings.SetItem(0, rows with { Rows = rows.Rows.SetItem(0, rows.Rows[0][1..]) }) }, nameof(OpenedRowsMismatch)),
                (scenario.Proof with { LayerOpenings = scenario.Proof.LayerOpenings.SetItem(0, layer with { Coefficients = layer.Coefficients[1..] }) }, nameof(CoefficientCountMismatch)),
                (scenario.Proof with { FinalPolynomial = scenario.Proof.FinalPolynomial[1..] }, nameof(FinalPolynomialLengthMismatch)),
            ])
        {
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Expand(scenario with { Proof = malformed })).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Trees_with_caps_are_refused()
    {
        (VerifyingKey key, Goldilocks[] publicValues, StarkProof proof) = Prove("fibonacci", TestParameters.Quick());
        Assert.Contains(
            "caps of height 1", Assert.Throws<ArgumentException>(() => OpeningExpansion.Expand(key, publicValues, proof)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_of_another_form_is_refused()
    {
        (VerifyingKey key, Goldilocks[] publicValues, StarkProof proof) = Prove("fibonacci", WithoutCaps(HashFunction.Poseidon2));
        Assert.Throws<ArgumentException>(() => OpeningExpansion.Expand(key, publicValues.AsSpan(1), proof));
        Assert.Throws<ArgumentException>(() => OpeningExpansion.Expand(key, publicValues, proof with { LogHeights = [4, 4] }));
    }

    private static ProofParameters WithoutCaps(HashFunction hash)
    {
        ProofParameters parameters = TestParameters.Quick(hash: hash);
        return parameters with { Fri = parameters.Fri with { CapHeight = 0 } };
    }

    private static (VerifyingKey Key, Goldilocks[] PublicValues, StarkProof Proof) Prove(string example, ProofParameters parameters)
    {
        ExampleStatement statement = ExampleStatement.Create(example, parameters);
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        return (key, statement.PublicValues, proof);
    }

    private static ExpandedOpening Expand(OpeningScenario scenario) =>
        OpeningExpansion.Expand(scenario.Parameters, scenario.StartVerifier(), scenario.Rounds, scenario.Proof);

    private static void AssertLeadsToCommitments(OpeningScenario scenario)
    {
        ExpandedOpening expanded = Expand(scenario);
        Assert.Equal(scenario.Parameters.QueryCount, expanded.Queries.Length);
        AssertLeadTo([.. scenario.Rounds.Select(round => round.Commitment)], scenario.Proof, scenario.Plan, expanded);
    }

    private static void AssertLeadTo(Commitment[] commitments, OpeningProof proof, OpeningPlan plan, ExpandedOpening expanded)
    {
        bool isKeccak = plan.Parameters.Hash == HashFunction.Keccak256;
        foreach (ExpandedQuery query in expanded.Queries)
        {
            Assert.Equal((commitments.Length, plan.Schedule.Rounds.Length), (query.Rounds.Length, query.Layers.Length));
            for (int round = 0; round < commitments.Length; round++)
            {
                Dictionary<int, ulong[]> rows = plan.Trees[round].Levels.Zip(query.Rounds[round].Rows)
                    .ToDictionary(row => row.First.LogRowCount, row => row.Second.Select(element => element.Value).ToArray());
                Assert.Equal(PlainOf(commitments[round].Cap[0]), Climb(isKeccak, query.Position >> (plan.Schedule.LogLength - plan.Trees[round].LogLeafCount), rows, query.Rounds[round].Siblings));
            }

            for (int layer = 0; layer < query.Layers.Length; layer++)
            {
                int logLeaves = plan.Schedule.Rounds[layer].LogFoldedLength;
                ulong[] row = [.. query.Layers[layer].Coefficients.SelectMany(c => new[] { c.C0.Value, c.C1.Value, c.C2.Value })];
                Assert.Equal(PlainOf(proof.Layers[layer].Cap[0]), Climb(isKeccak, query.Position >> (plan.Schedule.LogLength - logLeaves), new() { [logLeaves] = row }, query.Layers[layer].Siblings));
            }
        }
    }

    /// <summary>The root to which a leaf leads.</summary>
    /// <param name="rows">The joined rows by log₂ of their height.</param>
    private static PlainDigest Climb(bool isKeccak, int leaf, Dictionary<int, ulong[]> rows, IReadOnlyList<MerkleDigest> siblings)
    {
        PlainDigest node = PlainHash.Leaf(isKeccak, rows[siblings.Count]);
        for (int layer = 0; layer < siblings.Count; layer++)
        {
            PlainDigest sibling = PlainOf(siblings[layer]);
            node = (leaf >> layer) % 2 == 0 ? PlainHash.Node(isKeccak, node, sibling) : PlainHash.Node(isKeccak, sibling, node);
            if (rows.TryGetValue(siblings.Count - layer - 1, out ulong[]? row))
            {
                node = PlainHash.Node(isKeccak, node, PlainHash.Leaf(isKeccak, row));
            }
        }

        return node;
    }

    private static PlainDigest PlainOf(MerkleDigest digest) => PlainDigest.Of([digest.W0, digest.W1, digest.W2, digest.W3]);

    private static PlainCubic Plain(GoldilocksCubic value) => new(value.C0.Value, value.C1.Value, value.C2.Value);
}
