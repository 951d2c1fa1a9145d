using System.Text.Json;
using Rollup.Crypto;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Accounts;

public sealed class AccountTreeTests
{
    private static readonly JsonElement File = VectorFile.Load("tree.json");

    [Fact]
    public void Leaves_have_the_digests_of_the_reference()
    {
        foreach (JsonElement c in VectorFile.Load("leaves.json").Items("cases"))
        {
            Assert.Equal(c.Digest("digest"), c.Account().LeafDigest);
            Assert.Equal(c.Digest("digest"), Sponge.Hash(HashTags.AccountLeaf, c.Elements("elements")));
        }
    }

    [Fact]
    public void Empty_subtrees_have_the_digests_of_the_reference()
    {
        Digest[] expected = [.. File.Items("emptySubtrees").Select(e => VectorFile.DigestOf(e.GetString()!))];
        Digest digest = Account.Empty.LeafDigest;
        foreach (Digest e in expected)
        {
            Assert.Equal(e, digest);
            digest = TreeHash.Node(digest, digest);
        }

        Assert.Equal(expected[^1], AccountTree.EmptyRoot);
        Assert.Equal(expected[^1], new AccountTree().Root);
    }

    [Fact]
    public void Roots_and_paths_are_those_of_the_reference()
    {
        foreach (JsonElement c in File.Items("cases"))
        {
            LeafUpdate[] accounts = c.Accounts("accounts");
            var tree = new AccountTree();
            tree.Update(accounts);
            Assert.Equal(c.Digest("accountsRoot"), tree.Root);
            Assert.Equal(c.Digest("stateRoot"), StateRoot.Of(tree.Root, StateRoot.ReservedShieldedRoot).Value);
            foreach (JsonElement p in c.Items("paths"))
            {
                MerklePath path = tree.GetPath(new(p.U32("leaf")));
                Assert.Equal(p.Items("siblings").Select(s => VectorFile.DigestOf(s.GetString()!)), path.Siblings);
                Account account = accounts.FirstOrDefault(a => a.Index == path.Index).Account;
                Assert.True(path.Verify(account, tree.Root));
                Assert.False(path.Verify(account with { Nonce = account.Nonce + 1 }, tree.Root));
            }
        }
    }

    [Fact]
    public void The_genesis_root_is_the_empty_trees() =>
        Assert.Equal(File.Items("cases").First(c => c.Text("name") == "empty").Digest("stateRoot"), GenesisState.Root.Value);

    [Fact]
    public void Updates_in_any_portions_lead_to_the_root_of_one_update()
    {
        const int seed = 20_250_701;
        var random = new Random(seed);
        uint[] indices = [.. Enumerable.Range(0, 700).Select(i => i < 500 ? (uint)random.Next(1, 2000) : (uint)random.NextInt64(1, 1L << 32)).Distinct()];
        var final = new SortedDictionary<uint, Account>();
        var piecewise = new AccountTree();
        while (final.Count < indices.Length)
        {
            // Some leaves are written again with other contents: the last ones count.
            uint[] portion = [.. indices.Skip(Math.Max(0, final.Count - 20)).Take(random.Next(21, 90)).Order()];
            LeafUpdate[] updates = [.. portion.Select(i => new LeafUpdate(new(i), Random(random)))];
            piecewise.Update(updates);
            foreach (LeafUpdate update in updates)
            {
                final[update.Index.Value] = update.Account;
            }
        }

        var whole = new AccountTree();
        whole.Update([.. final.Select(f => new LeafUpdate(new(f.Key), f.Value))]);
        Assert.True(whole.Root == piecewise.Root, $"seed {seed}");
        Assert.Equal(Naive(final), whole.Root);
    }

    [Fact]
    public void A_path_of_another_length_proves_nothing()
    {
        var tree = new AccountTree();
        var account = new Account(new(new Digest(1, 2, 3, 4)), default, 5, 6);
        tree.Update([new(new(1), account)]);
        MerklePath path = tree.GetPath(new(1));
        Assert.True(path.Verify(account, tree.Root));
        Assert.False((path with { Siblings = [.. path.Siblings.Take(31)] }).Verify(account, tree.Root));
        Assert.False((path with { Siblings = [.. path.Siblings, Digest.Zero] }).Verify(account, tree.Root));
        Assert.False((path with { Index = new(2) }).Verify(account, tree.Root));
        Assert.Throws<InvalidOperationException>(() => (path with { Siblings = [] }).RootOf(account.LeafDigest));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void Updates_that_do_not_ascend_are_refused(uint first, uint second) =>
        Assert.Throws<ArgumentException>(() => new AccountTree().Update([new(new(first), default), new(new(second), default)]));

    [Fact]
    public void An_update_of_nothing_changes_nothing()
    {
        var tree = new AccountTree();
        tree.Update([]);
        Assert.Equal(AccountTree.EmptyRoot, tree.Root);
    }

    /// <summary>The definition, by recursion over the leaves that exist.</summary>
    private static Digest Naive(SortedDictionary<uint, Account> accounts)
    {
        return Subtree([.. accounts], 32, 0);

        static Digest Subtree(KeyValuePair<uint, Account>[] inside, int height, ulong index)
        {
            if (height == 0)
            {
                return inside.Length == 0 ? Account.Empty.LeafDigest : inside[0].Value.LeafDigest;
            }

            if (inside.Length == 0)
            {
                Digest empty = Subtree([], height - 1, 0);
                return TreeHash.Node(empty, empty);
            }

            ulong middle = (2 * index + 1) << (height - 1);
            return TreeHash.Node(
                Subtree([.. inside.Where(a => a.Key < middle)], height - 1, 2 * index),
                Subtree([.. inside.Where(a => a.Key >= middle)], height - 1, 2 * index + 1));
        }
    }

    private static Account Random(Random random) => new(
        new(new Digest((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64())),
        new((uint)random.NextInt64(1L << 32)),
        (ulong)random.NextInt64(1L << 62),
        (ulong)random.NextInt64(1L << 48));
}
