using Rollup.Crypto;

namespace Rollup.Protocol.Tests.Batches;

public sealed class BatchBuilderTests
{
    private static readonly L2Address Alice = new(new Digest(1, 1, 1, 1));

    [Fact]
    [Trait("Plan", "S23")]
    public void A_batch_is_full_at_its_rungs_operations()
    {
        foreach (CapacityRung rung in CapacityRung.Ladder)
        {
            var batch = new BatchBuilder(rung);
            for (int i = 0; i < rung.Operations; i++)
            {
                Assert.False(batch.IsFull);
                Assert.True(batch.CanTake(Transfer()));
                batch.Add(Transfer(), OperationId.None);
            }

            Assert.True(batch.IsFull);
            Assert.False(batch.CanTake(Transfer()));
            Assert.Throws<InvalidOperationException>(() => batch.Add(Transfer(), OperationId.None));
            Assert.Equal(rung, batch.Rung);
        }
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 256)]
    [InlineData(256, 256)]
    [InlineData(257, 2048)]
    [InlineData(2049, 4096)]
    public void The_rung_is_the_smallest_that_holds_the_operations(int operations, int capacity)
    {
        var batch = new BatchBuilder(CapacityRung.Largest);
        for (int i = 0; i < operations; i++)
        {
            batch.Add(Transfer(), OperationId.None);
        }

        Assert.Equal(capacity, batch.Rung.Operations);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 2048)]
    [InlineData(64, 2048)]
    [InlineData(65, 4096)]
    public void Many_fee_tokens_need_a_larger_rung(int tokens, int capacity)
    {
        var batch = new BatchBuilder(CapacityRung.Largest);
        for (uint i = 0; i < tokens; i++)
        {
            batch.Add(Transfer(token: i, fee: 1), OperationId.None);
        }

        Assert.Equal(capacity, batch.Rung.Operations);
    }

    [Fact]
    public void One_more_fee_token_than_places_closes_the_batch_but_known_tokens_still_fit()
    {
        var batch = new BatchBuilder(CapacityRung.Ladder[2]);
        for (uint i = 0; i < 64; i++)
        {
            batch.Add(Transfer(token: i, fee: 1), OperationId.None);
        }

        Assert.False(batch.CanTake(Transfer(token: 64, fee: 1)));
        Assert.True(batch.CanTake(Transfer(token: 63, fee: 1)));
        Assert.True(batch.CanTake(Transfer(token: 64, fee: 0)));
        Assert.True(batch.CanTake(Withdrawal(63, 9)));
        Assert.False(batch.CanTake(Withdrawal(64, 9)));
    }

    [Fact]
    public void Public_data_never_passes_120000_bytes_and_uses_them_to_the_last_slot()
    {
        var batch = new BatchBuilder(CapacityRung.Largest);
        while (batch.CanTake(Deposit()))
        {
            batch.Add(Deposit(), OperationId.None);
        }

        Assert.Equal(1428, batch.Count); // 5,714 slots in all, 4 each, 2 left
        Assert.False(batch.IsFull);
        Assert.True(batch.CanTake(Withdrawal(0, 0)));
        Assert.False(batch.CanTake(Withdrawal(0, 1)));
        Assert.False(batch.CanTake(Transfer(opens: true)));
        batch.Add(Transfer(), OperationId.None);
        batch.Add(Transfer(), OperationId.None);
        Assert.True(batch.IsFull);
        Assert.Equal(119_994, batch.PublicDataBytes);
        Assert.Equal(batch.PublicDataBytes, PublicDataSlots.Encode(batch.Operations).Length);
    }

    [Fact]
    public void The_slots_of_the_fee_collections_are_reserved()
    {
        var batch = new BatchBuilder(CapacityRung.Largest);
        batch.Add(Transfer(fee: 1), OperationId.None);
        Assert.Equal(21 * (1 + 3), batch.PublicDataBytes);
        batch.Add(Transfer(fee: 1), OperationId.None);
        Assert.Equal(21 * (2 + 3), batch.PublicDataBytes);
    }

    [Fact]
    public void Truncating_is_as_if_the_rest_had_never_come()
    {
        var (batch, expected) = (new BatchBuilder(CapacityRung.Largest), new BatchBuilder(CapacityRung.Largest));
        for (uint i = 0; i < 10; i++)
        {
            batch.Add(Transfer(token: i % 3, fee: i % 2, opens: i == 9), new(new Digest(i, 0, 0, 0)));
            if (i < 4)
            {
                expected.Add(Transfer(token: i % 3, fee: i % 2), new(new Digest(i, 0, 0, 0)));
            }
        }

        batch.Truncate(4);
        Assert.Equal(expected.Operations, batch.Operations);
        Assert.Equal(expected.Ids, batch.Ids);
        Assert.Equal(expected.PublicDataBytes, batch.PublicDataBytes);
        batch.Truncate(0);
        Assert.True(batch.IsEmpty);
        Assert.Equal(0, batch.PublicDataBytes);
    }

    [Fact]
    public void Collections_of_fees_are_the_sealers_business() =>
        Assert.Throws<InvalidOperationException>(
            () => new BatchBuilder(CapacityRung.Largest).Add(new CollectFees(new(1), false, Alice, default, 1), OperationId.None));

    private static Transfer Transfer(uint token = 0, uint fee = 0, bool opens = false) =>
        new(new(new(1), Alice, new(token), Alice, 1, fee, 0, 0, Digest.Zero), new(2), opens);

    private static Withdrawal Withdrawal(uint token, uint fee) => new(new(new(1), Alice, new(token), default, 1, fee, 0, 0, Digest.Zero));

    private static Deposit Deposit() => new(0, new(1), false, Alice, default, 1, default);
}
