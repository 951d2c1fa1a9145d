using Rollup.Crypto;

namespace Rollup.Protocol.Tests.Ledger;

public sealed class AccountIndexTests
{
    private readonly AccountStore _accounts = new();
    private readonly AccountIndex _index;
    private readonly Dictionary<(L2Address, TokenId), SortedSet<uint>> _owned = [];

    public AccountIndexTests() => _index = new(_accounts);

    [Theory]
    [InlineData(11, 400)]
    [InlineData(12, 2_000)]
    [InlineData(13, 9)]
    public void It_finds_the_lowest_leaf_of_every_owner_whatever_was_added_and_removed(int seed, int owners)
    {
        var random = new Random(seed);
        List<uint> opened = [];
        for (int step = 0; step < 20_000; step++)
        {
            bool full = opened.Count >= owners;
            if (!full && (opened.Count == 0 || random.Next(2) == 0))
            {
                uint leaf = (uint)random.Next(1, 1 << 20);
                if (_accounts[new(leaf)].IsEmpty)
                {
                    Add(leaf, Address(random.Next(owners)), new((uint)random.Next(2)));
                    opened.Add(leaf);
                }
            }
            else
            {
                int position = random.Next(opened.Count);
                Remove(opened[position]);
                opened.RemoveAt(position);
            }

            if (step % 97 == 0)
            {
                AssertAll(owners, seed);
            }
        }
    }

    private void Add(uint leaf, L2Address address, TokenId token)
    {
        _accounts.Set(new(leaf), new(address, token, 1, 0));
        _index.Add(new(leaf));
        if (!_owned.TryGetValue((address, token), out SortedSet<uint>? leaves))
        {
            _owned[(address, token)] = leaves = [];
        }

        leaves.Add(leaf);
    }

    private void Remove(uint leaf)
    {
        Account account = _accounts[new(leaf)];
        SortedSet<uint> leaves = _owned[(account.Address, account.Token)];
        leaves.Remove(leaf);
        _index.Remove(new(leaf), new(leaves.Count > 0 ? leaves.Min : 0));
        _accounts.Set(new(leaf), Account.Empty);
    }

    private void AssertAll(int owners, int seed)
    {
        for (int i = 0; i < owners; i++)
        {
            for (uint token = 0; token < 2; token++)
            {
                uint expected = _owned.TryGetValue((Address(i), new(token)), out SortedSet<uint>? leaves) && leaves.Count > 0 ? leaves.Min : 0;
                Assert.True(_index.TryFind(Address(i), new(token), out LeafIndex leaf) == (expected != 0), $"seed {seed}");
                Assert.Equal(expected, leaf.Value);
            }
        }
    }

    private static L2Address Address(int i) => new(new Digest((ulong)i, 0, 0, 5));
}
