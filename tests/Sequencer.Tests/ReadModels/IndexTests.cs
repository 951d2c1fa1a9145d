using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Sequencer.ReadModels;

namespace Rollup.Sequencer.Tests.ReadModels;

public sealed class IndexTests
{
    private const int Seed = 20260701;

    [Fact]
    public void A_history_gives_an_accounts_events_below_any_number_newest_first()
    {
        var random = new Random(Seed);
        var index = new HistoryIndex();
        var naive = new Dictionary<uint, List<long>>();
        for (long sequence = 0; sequence < 20_000; sequence += random.Next(1, 4))
        {
            uint leaf = (uint)(random.Next(4) == 0 ? random.Next(1, 50) : 1);
            index.Add(leaf, sequence);
            (naive.TryGetValue(leaf, out List<long>? list) ? list : naive[leaf] = []).Add(sequence);
        }

        for (int i = 0; i < 500; i++)
        {
            uint leaf = (uint)random.Next(0, 52);
            long before = random.Next(0, 20_100);
            IEnumerable<long> expected = naive.GetValueOrDefault(leaf, []).Where(s => s < before).Reverse().Take(20);
            Assert.True(expected.SequenceEqual(index.Before(leaf, before).Take(20)), $"seed {Seed}, leaf {leaf}, before {before}");
        }

        Assert.Equal(naive.SelectMany(l => l.Value.Select(s => (l.Key, s))).OrderBy(p => p.s), index.Postings());
    }

    [Fact]
    public void An_event_cannot_enter_a_history_behind_a_newer_one()
    {
        var index = new HistoryIndex();
        index.Add(1, 5);

        Assert.Throws<InvalidOperationException>(() => index.Add(1, 5));
    }

    [Fact]
    public void Operations_are_found_by_id_through_every_growth_of_the_table()
    {
        var random = new Random(Seed);
        var index = new OperationIndex();
        OperationId[] ids = [.. Enumerable.Range(0, 20_000).Select(_ => new OperationId(new Digest((ulong)random.NextInt64(), default, default, default)))];
        for (int i = 0; i < ids.Length; i++)
        {
            index.Add(ids[i], i);
        }

        Assert.All(Enumerable.Range(0, ids.Length), i => Assert.Contains((long)i, index.Candidates(ids[i])));
        Assert.Empty(index.Candidates(new OperationId(new Digest(ulong.MaxValue >> 2, default, default, default))));
        Assert.Equal(ids.Length, index.Entries().Count());
    }

    [Fact]
    public void Two_operations_whose_ids_agree_in_64_bits_are_both_candidates()
    {
        var index = new OperationIndex();
        index.Add(new OperationId(new Digest(7, 1, default, default)), 3);
        index.Add(new OperationId(new Digest(7, 2, default, default)), 9);

        Assert.Equal([3, 9], index.Candidates(new OperationId(new Digest(7, 2, default, default))).Order());
    }

    [Fact]
    public void Every_event_up_to_the_last_seal_has_a_batch()
    {
        var index = new BatchIndex();
        index.Add(new(1), 4);
        index.Add(new(2), 5);
        index.Add(new(3), 9);

        Assert.Equal([1, 1, 1, 1, 1, 2, 3, 3, 3, 3], Enumerable.Range(0, 10).Select(s => (int)index.BatchOf(s)!.Value.Value));
        Assert.Null(index.BatchOf(10));
        Assert.Equal([(0, 4), (5, 5)], index.SealsIn(2, 9));
        Assert.Equal([(6, 9)], index.SealsIn(9, 10));
        Assert.Equal((4L, null, null), (index.SealOf(new(1)), index.SealOf(new(0)), index.SealOf(new(4))));
        Assert.Throws<InvalidOperationException>(() => index.Add(new(5), 12));
    }
}
