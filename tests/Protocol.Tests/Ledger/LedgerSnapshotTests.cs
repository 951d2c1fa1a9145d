using System.Buffers.Binary;
using Rollup.Crypto;
using Rollup.Protocol.Events;

namespace Rollup.Protocol.Tests.Ledger;

public sealed class LedgerSnapshotTests
{
    private static readonly ChainContext Context = new(5, new(Enumerable.Repeat((byte)7, 20).ToArray()));

    [Fact]
    public void A_snapshot_brings_everything_back()
    {
        (LedgerState state, LogHead head) = Sealed();
        byte[] bytes = LedgerSnapshot.Encode(state, head);
        Assert.True(LedgerSnapshot.TryDecode(bytes, Context, out LedgerState? restored, out LogHead restoredHead, out string? fault), fault);
        Assert.Equal(head, restoredHead);
        Assert.Equal(state.Head, restored.Head);
        Assert.Equal(state.NextQueueIndex, restored.NextQueueIndex);
        Assert.Equal(state.Accounts, restored.Accounts);
        Assert.Equal(state.LowestFreeLeaf, restored.LowestFreeLeaf);
        Assert.Equal(state.SupplyOf(default), restored.SupplyOf(default));
        Assert.Equal(bytes, LedgerSnapshot.Encode(restored, restoredHead));
    }

    [Fact]
    public void The_genesis_state_has_a_snapshot()
    {
        byte[] bytes = LedgerSnapshot.Encode(new LedgerState(Context), LogHead.Genesis(Context));
        Assert.True(LedgerSnapshot.TryDecode(bytes, Context, out LedgerState? restored, out LogHead head, out _));
        Assert.Equal(-1, head.Sequence);
        Assert.Equal(BatchHead.Genesis(Context), restored.Head);
    }

    [Fact]
    public void An_open_batch_has_no_snapshot()
    {
        var state = new LedgerState(Context);
        state.Apply(state.ResolveDeposit(0, new(new Digest(1, 0, 0, 0)), default, 1, default), new(1));
        Assert.Throws<InvalidOperationException>(() => LedgerSnapshot.Encode(state, LogHead.Genesis(Context)));
    }

    [Fact]
    [Trait("Plan", "E16")]
    public void A_snapshot_of_another_chain_is_refused()
    {
        (LedgerState state, LogHead head) = Sealed();
        byte[] bytes = LedgerSnapshot.Encode(state, head);
        foreach (ChainContext other in new[] { new ChainContext(6, Context.Contract), new ChainContext(5, EthereumAddress.Zero) })
        {
            Assert.False(LedgerSnapshot.TryDecode(bytes, other, out _, out _, out string? fault));
            Assert.Contains("expected a snapshot of chain", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Plan", "E27")]
    public void Accounts_with_another_root_are_refused_with_both_roots()
    {
        (LedgerState state, LogHead head) = Sealed();
        byte[] bytes = LedgerSnapshot.Encode(state, head);
        bytes[^9]++; // the last account's balance
        Assert.False(LedgerSnapshot.TryDecode(bytes, Context, out _, out _, out string? fault));
        Assert.Contains(state.Head.Root.ToString(), fault, StringComparison.Ordinal);
        Assert.Matches("theirs is 0x[0-9a-f]{64}", fault);
    }

    [Fact]
    [Trait("Plan", "E25")]
    public void No_damage_passes_unnoticed_or_throws()
    {
        (LedgerState state, LogHead head) = Sealed();
        byte[] good = LedgerSnapshot.Encode(state, head);
        for (int i = 0; i < good.Length; i++)
        {
            Assert.False(LedgerSnapshot.TryDecode(good.AsSpan(0, i), Context, out _, out _, out _), $"{i} bytes");
            byte[] bytes = [.. good];
            bytes[i] ^= 0x80;

            // Batch number and time, digest, queue index, sequence and event hash are counters that no root covers: the
            // container's checksum does. Whatever is read must then differ from the original.
            if (LedgerSnapshot.TryDecode(bytes, Context, out LedgerState? read, out LogHead readHead, out _))
            {
                Assert.Equal(bytes, LedgerSnapshot.Encode(read, readHead));
                Assert.True(i is (>= 36 and < 52) or (>= 84 and < 164), $"byte {i}");
            }
        }

        Assert.False(LedgerSnapshot.TryDecode([.. good, 0], Context, out _, out _, out _));
    }

    [Fact]
    public void Counts_and_sums_that_overflow_are_refused()
    {
        (LedgerState state, LogHead head) = Sealed();
        byte[] bytes = LedgerSnapshot.Encode(state, head);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(164), uint.MaxValue);
        Assert.False(LedgerSnapshot.TryDecode(bytes, Context, out _, out _, out _));

        // Seven leaves of the largest balance: their sum leaves 64 bits.
        LeafUpdate[] full = [.. Enumerable.Range(1, 7).Select(i => new LeafUpdate(new((uint)i), new(new(new Digest((ulong)i, 0, 0, 0)), default, ProtocolLimits.MaxBalance, 0)))];
        Assert.False(LedgerState.TryRestore(Context, BatchHead.Genesis(Context), 0, full, out _, out string? fault));
        Assert.Contains("numbers in range", fault, StringComparison.Ordinal);
        Assert.True(LedgerState.TryRestore(Context, BatchHead.Genesis(Context), 0, full.AsSpan(0, 4), out _, out _));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 5)]
    [InlineData(5, 4)]
    public void Leaves_out_of_order_are_refused(uint first, uint second)
    {
        LeafUpdate[] leaves = [new(new(first), new(new(new Digest(1, 0, 0, 0)), default, 1, 0)), new(new(second), new(new(new Digest(2, 0, 0, 0)), default, 1, 0))];
        Assert.False(LedgerState.TryRestore(Context, BatchHead.Genesis(Context), 0, leaves, out _, out _));
    }

    private static (LedgerState State, LogHead Head) Sealed()
    {
        var state = new LedgerState(Context);
        var batch = new BatchBuilder(CapacityRung.Largest);
        for (ulong i = 0; i < 5; i++)
        {
            Deposit deposit = state.ResolveDeposit(i, new(new Digest(i + 1, 2, 3, 4)), default, 100 + i, default);
            state.Apply(deposit, AcceptedAt.FromSeconds(9));
            batch.Add(deposit, OperationId.None);
        }

        LogHead head = LogHead.Genesis(Context);
        foreach (RollupEvent e in BatchSealer.Seal(state, batch, new(new Digest(9, 9, 9, 9)), 0, new(9_000)).Events)
        {
            head = head.Next(EventCodec.Encode(e, head.NextSequence));
            state.Apply(e);
        }

        return (state, head);
    }
}
