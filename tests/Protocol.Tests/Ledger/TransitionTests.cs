using System.Text.Json;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Ledger;

/// <summary>Every rule of the specification, against the Python reference.</summary>
public sealed class TransitionTests
{
    private static readonly JsonElement File = VectorFile.Load("transitions.json");
    private static readonly ChainContext Context = File.Context();
    private static readonly ulong Timestamp = File.U64("timestamp");
    private static readonly AcceptedAt Now = AcceptedAt.FromSeconds(Timestamp);

    [Fact]
    [Trait("Plan", "S05")]
    public void Requests_are_refused_or_accepted_as_the_reference_does()
    {
        foreach (JsonElement c in File.Items("requests"))
        {
            string name = c.Text("name");
            LedgerState state = Before();
            SignedOperation request = Signed(c.GetProperty("intent").Intent());
            Refusal? refusal = state.Check(request, Timestamp);
            Assert.True(c.Has("refused") == refusal is not null, $"{name}: {refusal}");
            if (refusal is not null)
            {
                Assert.True(c.Text("refused") == refusal.Reason.Name(), $"{name}: {refusal}");
                Assert.True(refusal.Message.Length > 10, name);
                continue;
            }

            Operation operation = state.Resolve(request);
            Assert.Equal(c.GetProperty("operation").Operation(), operation);
            state.Apply(operation, Now);
            AssertAfter(c, state);
            Assert.True(c.U64("fees") == state.PendingFees.Aggregate(0UL, (sum, f) => sum + f.Value), name);
        }
    }

    [Fact]
    public void Queue_operations_are_resolved_and_applied_as_the_reference_does()
    {
        foreach (JsonElement c in File.Items("queue"))
        {
            LedgerState state = Before();
            Operation operation = c.GetProperty("operation").Operation();
            Operation resolved = operation switch
            {
                Deposit d => state.ResolveDeposit(d.QueueIndex, d.Address, d.Token, d.Amount, d.Refund),
                ForcedExit e => state.ResolveForcedExit(e.QueueIndex, e.Leaf, e.Address, e.Token, e.Payee),
                _ => throw new InvalidOperationException(),
            };
            Assert.Equal(operation, resolved);
            state.Apply(resolved, Now);
            AssertAfter(c, state);
            Assert.Equal(1UL, state.NextQueueIndex);
        }
    }

    [Fact]
    public void Fees_are_collected_as_the_reference_does()
    {
        foreach (JsonElement c in File.Items("fees"))
        {
            LedgerState state = Before();
            foreach (JsonElement intent in c.Items("intents"))
            {
                SignedOperation request = Signed(intent.Intent());
                Assert.Null(state.Check(request, Timestamp));
                state.Apply(state.Resolve(request), Now);
            }

            IReadOnlyList<CollectFees> collections = state.ResolveFees(c.Address("operator"));
            Assert.Equal(c.Items("collections").Select(o => o.Operation()), collections);
            foreach (CollectFees fees in collections)
            {
                state.Apply(fees, Now);
            }

            Assert.Empty(state.PendingFees);
            AssertAfter(c, state);
        }
    }

    [Fact]
    public void Operations_that_no_rule_allows_stop_a_replay_and_change_nothing()
    {
        foreach (JsonElement c in File.Items("illegal"))
        {
            LedgerState state = Before();
            Operation operation = c.GetProperty("operation").Operation();
            Exception? exception = Record.Exception(() => state.Apply(operation, Now));
            Assert.True(exception is InvalidTransitionException, $"{c.Text("name")}: {exception}");
            Assert.Equal(File.GetProperty("before").Digest("root"), state.SealRoot().Value);
            Assert.Equal(0UL, state.NextQueueIndex);
            Assert.Null(state.OpenBatchTimestamp);
            Assert.Empty(state.PendingFees);
        }
    }

    [Fact]
    public void A_refusal_says_what_was_expected()
    {
        LedgerState state = Before();
        TransferIntent good = File.Items("requests").First().GetProperty("intent").Intent() as TransferIntent ?? throw new InvalidOperationException();
        Assert.Equal("5", state.Check(Signed(good with { Nonce = 4 }), Timestamp)?.Expected);
        Assert.Equal("5", state.Check(Signed(good with { Nonce = 6 }), Timestamp)?.Expected);
        Assert.Equal("at most 1000", state.Check(Signed(good with { Amount = 5000 }), Timestamp)?.Expected);
        Assert.Equal($"at least {Timestamp}", state.Check(Signed(good with { ValidUntil = 0 }), Timestamp)?.Expected);
        Assert.Equal("0", state.Check(Signed(good with { Token = new(9) }), Timestamp)?.Expected);
    }

    private static LedgerState Before()
    {
        LeafUpdate[] accounts = File.GetProperty("before").Accounts("accounts");
        Assert.True(LedgerState.TryRestore(Context, BatchHead.Genesis(Context), 0, accounts, out LedgerState? state, out string? fault), fault);
        Assert.Equal(File.GetProperty("before").Digest("root"), state.SealRoot().Value);
        return state;
    }

    /// <summary>Checks of state look at no authorization, so none is given.</summary>
    private static SignedOperation Signed(ISignedIntent intent) => intent switch
    {
        TransferIntent transfer => new SignedTransfer(transfer, null!),
        WithdrawalIntent withdrawal => new SignedWithdrawal(withdrawal, null!),
        _ => throw new InvalidOperationException(),
    };

    private static void AssertAfter(JsonElement c, LedgerState state)
    {
        string name = c.Text("name");
        JsonElement after = c.GetProperty("after");
        Dictionary<LeafIndex, Account> expected = File.GetProperty("before").Accounts("accounts").ToDictionary(a => a.Index, a => a.Account);
        foreach (LeafUpdate changed in after.Accounts("changed"))
        {
            expected[changed.Index] = changed.Account;
        }

        Assert.True(expected.OrderBy(e => e.Key).Select(e => new LeafUpdate(e.Key, e.Value)).SequenceEqual(state.Accounts), name);
        Assert.True(after.Digest("root") == state.SealRoot().Value, name);
    }
}
