using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.FifthPower;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Verifying;

/// <summary>One honest proof, then one thing changed at a time.</summary>
/// <remarks>
/// With a single query and no grinding, whatever only changes the transcript shows in one way: the rows opened at the old
/// position do not belong to the new one.
/// </remarks>
public sealed class TamperingTests
{
    private const int LogHeight = 6;

    private static readonly ProofParameters OneQuery = new(
        new() { Hash = HashFunction.Poseidon2, LogBlowup = 1, QueryCount = 1, LogFinalLength = 2 }, FloorBits: 0);

    private static readonly Lazy<Honest> RangeCheck = new(() => Honest.Prove("range-check"));
    private static readonly Lazy<Honest> FifthPower = new(() => Honest.Prove("fifth-power"));
    private static readonly Lazy<Honest> Fibonacci = new(() => Honest.Prove("fibonacci"));

    [Fact]
    public void The_honest_proofs_are_accepted()
    {
        foreach (Lazy<Honest> honest in (Lazy<Honest>[])[RangeCheck, FifthPower, Fibonacci])
        {
            Assert.Null(honest.Value.Verify(honest.Value.Proof));
        }
    }

    [Fact]
    public void A_missing_public_value_is_a_count_mismatch() =>
        Assert.Equal(
            new PublicValueCountMismatch(3, 2),
            new StarkVerifier(Fibonacci.Value.Key).Verify(Fibonacci.Value.PublicValues.AsSpan(1), Fibonacci.Value.Proof));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Plan", "V02")]
    public void A_public_value_raised_by_one_leads_to_other_queries(int index) =>
        AssertOtherQueries(Fibonacci.Value, publicValues => publicValues[index] += Goldilocks.One);

    [Fact]
    [Trait("Plan", "V02")]
    public void Swapped_public_values_lead_to_other_queries() =>
        AssertOtherQueries(Fibonacci.Value, publicValues => (publicValues[0], publicValues[1]) = (publicValues[1], publicValues[0]));

    [Fact]
    [Trait("Plan", "V02")]
    public void A_zeroed_public_value_leads_to_other_queries() =>
        AssertOtherQueries(Fibonacci.Value, publicValues => publicValues[2] = Goldilocks.Zero);

    [Fact]
    public void A_proof_without_one_of_the_heights_is_a_table_count_mismatch() =>
        AssertRefused(new TableCountMismatch(2, 1), RangeCheck.Value, proof => proof with { LogHeights = proof.LogHeights[..1] });

    [Fact]
    public void A_table_that_is_not_in_the_program_is_a_table_count_mismatch()
    {
        StarkProgram onlyProducts = new("products", OneQuery, new ProgramTable(Table.Of(new ProductAir())));
        Assert.Equal(
            new TableCountMismatch(1, 2), new StarkVerifier(new(onlyProducts, null)).Verify([], FifthPower.Value.Proof));
    }

    [Theory]
    [InlineData(0, ProgramTable.DefaultMaxLogHeight + 1)]
    [InlineData(0, -1)]
    [InlineData(0, 64)]
    [InlineData(1, 4)]
    [InlineData(1, 6)]
    public void A_height_the_program_does_not_allow_is_out_of_range(int table, int logHeight)
    {
        ProgramTable place = RangeCheck.Value.Key.Program.Tables[table];
        AssertRefused(
            new TableHeightOutOfRange(place.Table.Shape.Name, place.MinLogHeight, place.MaxLogHeight, logHeight),
            RangeCheck.Value,
            proof => proof with { LogHeights = proof.LogHeights.SetItem(table, logHeight) });
    }

    [Theory]
    [InlineData(LogHeight + 3)]
    [InlineData(LogHeight - 3)]
    public void A_height_other_than_the_traces_has_another_folding_schedule(int logHeight) =>
        AssertRefused<LayerCountMismatch>(Fibonacci.Value, proof => proof with { LogHeights = [logHeight] });

    [Fact]
    public void Swapped_tables_have_other_numbers_of_values()
    {
        ImmutableArray<ProgramTable> tables = FifthPower.Value.Key.Program.Tables;
        StarkProgram swapped = new("swapped", OneQuery, tables[1], tables[0]);
        StarkProof proof = FifthPower.Value.Proof with { LogHeights = [.. FifthPower.Value.Proof.LogHeights.Reverse()] };
        Assert.IsType<OpenedValueCountMismatch>(new StarkVerifier(new(swapped, null)).Verify(FifthPower.Value.PublicValues, proof));
    }

    [Fact]
    public void A_proof_below_the_floor_is_refused_with_the_term_that_decides()
    {
        StarkProgram strict = ExamplePrograms.Fibonacci(OneQuery with { FloorBits = 100 });
        SoundnessBelowFloor failure = Assert.IsType<SoundnessBelowFloor>(
            new StarkVerifier(new(strict, null)).Verify(Fibonacci.Value.PublicValues, Fibonacci.Value.Proof));
        Assert.Equal((100, "queries"), (failure.FloorBits, failure.LeastTerm));
        Assert.InRange(failure.Bits, 0.4, 0.5);
    }

    [Fact]
    [Trait("Plan", "V06")]
    public void A_proof_made_with_fewer_queries_opens_too_few_rows()
    {
        StarkProgram strict = ExamplePrograms.Fibonacci(OneQuery with { Fri = OneQuery.Fri with { QueryCount = 3 } });
        Assert.IsType<OpenedRowsMismatch>(
            new StarkVerifier(new(strict, null)).Verify(Fibonacci.Value.PublicValues, Fibonacci.Value.Proof));
    }

    [Fact]
    [Trait("Plan", "V06")]
    public void A_proof_made_with_a_weaker_set_of_parameters_is_of_another_program()
    {
        foreach (FriParameters weaker in (FriParameters[])
            [
                OneQuery.Fri with { LogBlowup = 2 },
                OneQuery.Fri with { QueryCount = 2 },
                OneQuery.Fri with { MaxLogArity = 1 },
                OneQuery.Fri with { LogFinalLength = 1 },
                OneQuery.Fri with { QueryGrindingBits = 1 },
                OneQuery.Fri with { CommitGrindingBits = 1 },
                OneQuery.Fri with { CapHeight = 1 },
                OneQuery.Fri with { Hash = HashFunction.Keccak256 },
            ])
        {
            VerifyingKey key = new(ExamplePrograms.Fibonacci(OneQuery with { Fri = weaker }), null);
            byte[] bytes = StarkProofFormat.Write(Fibonacci.Value.Key, Fibonacci.Value.Proof);
            Assert.Contains(
                "the proof is of program",
                Assert.IsType<MalformedProof>(new StarkVerifier(key).Verify(Fibonacci.Value.PublicValues, bytes)).Reason,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_proof_without_auxiliary_columns_is_refused_where_there_are_buses() =>
        AssertRefused(new AuxiliaryCommitmentMismatch(true), RangeCheck.Value, proof => proof with { Auxiliary = null });

    [Fact]
    public void A_proof_with_auxiliary_columns_is_refused_where_there_are_no_buses() =>
        AssertRefused(new AuxiliaryCommitmentMismatch(false), Fibonacci.Value, proof => proof with { Auxiliary = proof.Main });

    [Fact]
    public void A_missing_bus_sum_is_a_count_mismatch() =>
        AssertRefused(new BusSumCountMismatch(2, 1), RangeCheck.Value, proof => proof with { BusSums = proof.BusSums[..1] });

    [Fact]
    public void Bus_sums_that_do_not_add_up_to_zero_are_unbalanced() =>
        AssertRefused(
            new BusesUnbalanced(GoldilocksCubic.One),
            RangeCheck.Value,
            proof => proof with { BusSums = proof.BusSums.SetItem(0, proof.BusSums[0] + GoldilocksCubic.One) });

    [Fact]
    public void Bus_sums_changed_without_changing_their_total_lead_to_other_queries() =>
        AssertRefused<MerkleRootMismatch>(
            RangeCheck.Value,
            proof => proof with { BusSums = [proof.BusSums[0] + GoldilocksCubic.One, proof.BusSums[1] - GoldilocksCubic.One] });

    [Theory]
    [InlineData("main")]
    [InlineData("auxiliary")]
    [InlineData("quotient")]
    public void A_commitment_of_two_nodes_where_one_is_expected_is_a_cap_size_mismatch(string tree) =>
        AssertRefused(
            new CapSizeMismatch(tree, 1, 2),
            RangeCheck.Value,
            proof => WithCommitment(proof, tree, commitment => new([.. commitment.Cap, .. commitment.Cap])));

    [Theory]
    [InlineData("main")]
    [InlineData("auxiliary")]
    [InlineData("quotient")]
    public void A_commitment_with_a_word_not_below_the_modulus_is_not_canonical(string tree)
    {
        MerkleDigest bad = new(ulong.MaxValue, 0, 0, 0);
        AssertRefused(new DigestNotCanonical(tree, bad), RangeCheck.Value, proof => WithCommitment(proof, tree, _ => new([bad])));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("auxiliary")]
    [InlineData("quotient")]
    public void Another_commitment_leads_to_other_queries(string tree) =>
        AssertRefused<MerkleRootMismatch>(
            RangeCheck.Value,
            proof => WithCommitment(proof, tree, commitment => new([commitment.Cap[0] with { W0 = commitment.Cap[0].W0 ^ 1 }])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_changed_opened_value_of_any_round_leads_to_other_queries(int round) =>
        AssertRefused<MerkleRootMismatch>(RangeCheck.Value, proof =>
        {
            var values = proof.Opening.Opened.Values;
            var changed = values[round][0][0].SetItem(0, values[round][0][0][0] + GoldilocksCubic.One);
            return proof with
            {
                Opening = proof.Opening with
                {
                    Opened = new(values.SetItem(round, values[round].SetItem(0, values[round][0].SetItem(0, changed)))),
                },
            };
        });

    [Fact]
    [Trait("Plan", "V01")]
    public void A_changed_byte_is_rejected_wherever_it_stands() => ChangeBytes(stride: 17);

    [Fact]
    [Trait("Plan", "V01")]
    [Trait("Campaign", "proof-bytes")]
    public void Every_changed_byte_is_rejected() => ChangeBytes(stride: 1);

    private static void ChangeBytes(int stride)
    {
        ExampleStatement statement = ExampleStatement.Create("range-check", TestParameters.Quick());
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        byte[] bytes = StarkProofFormat.Write(key, proof);
        StarkVerifier verifier = new(key);
        Assert.Null(verifier.Verify(statement.PublicValues, bytes));
        for (int offset = 0; offset < bytes.Length; offset += stride)
        {
            foreach (byte change in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] changed = [.. bytes];
                changed[offset] ^= change;
                Assert.True(verifier.Verify(statement.PublicValues, changed) is not null, $"byte {offset} of {bytes.Length}, change {change:x2}");
            }
        }
    }

    private static StarkProof WithCommitment(StarkProof proof, string tree, Func<Commitment, Commitment> change) => tree switch
    {
        "main" => proof with { Main = change(proof.Main) },
        "auxiliary" => proof with { Auxiliary = change(proof.Auxiliary!) },
        _ => proof with { Quotient = change(proof.Quotient) },
    };

    private static void AssertRefused(ProofFailure expected, Honest honest, Func<StarkProof, StarkProof> change) =>
        Assert.Equal(expected, honest.Verify(change(honest.Proof)));

    private static void AssertRefused<TFailure>(Honest honest, Func<StarkProof, StarkProof> change)
        where TFailure : ProofFailure =>
        Assert.IsType<TFailure>(honest.Verify(change(honest.Proof)));

    private static void AssertOtherQueries(Honest honest, Action<Goldilocks[]> change)
    {
        Goldilocks[] publicValues = [.. honest.PublicValues];
        change(publicValues);
        Assert.IsType<MerkleRootMismatch>(new StarkVerifier(honest.Key).Verify(publicValues, honest.Proof));
    }

    private sealed record Honest(VerifyingKey Key, Goldilocks[] PublicValues, StarkProof Proof)
    {
        public static Honest Prove(string name)
        {
            ExampleStatement statement = ExampleStatement.Create(name, OneQuery, LogHeight);
            (VerifyingKey key, StarkProof proof) = statement.Prove();
            return new(key, statement.PublicValues, proof);
        }

        public ProofFailure? Verify(StarkProof proof) => new StarkVerifier(Key).Verify(PublicValues, proof);
    }
}
