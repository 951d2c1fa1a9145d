using Rollup.Crypto;
using Rollup.Protocol.Events;
using Rollup.Protocol.Tests.Reference;

namespace Rollup.Protocol.Tests.Ledger;

/// <summary>Random histories: the product against the reference ledger, step by step.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly ChainContext Context = new(ChainContext.DevelopmentChainId, EthereumAddress.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [Trait("Plan", "S25")]
    public void Random_histories_end_as_the_reference_says(int seed)
    {
        var history = new History(seed);
        for (int step = 0; step < 4_000; step++)
        {
            history.Step();
        }

        history.Finish();
    }

    [Fact]
    [Trait("Plan", "S25")]
    public void A_thousand_accounts_pay_one_and_one_pays_a_thousand()
    {
        var (state, model) = (new LedgerState(Context), new ReferenceLedger());
        L2Address[] people = [.. Enumerable.Range(1, 1001).Select(i => new L2Address(new Digest((ulong)i, 0, 0, 1)))];
        foreach (L2Address person in people)
        {
            state.Apply(state.ResolveDeposit(state.NextQueueIndex, person, default, 1_000, EthereumAddress.Zero), new(1));
            model.Deposit(person, 0, 1_000);
        }

        for (int i = 1; i < people.Length; i++)
        {
            Pay(people[i], people[0], 0, 900);
        }

        for (int i = 1; i < people.Length; i++)
        {
            Pay(people[0], people[i], (ulong)(i - 1), 700);
        }

        Assert.Equal(1001, state.AccountCount);
        Assert.Equal(1_000UL + 1000 * 900 - 1000 * 701, state[new(1)].Balance);
        AssertSame(state, model);

        void Pay(L2Address from, L2Address to, ulong nonce, ulong amount)
        {
            Assert.True(state.TryFindLeaf(from, default, out LeafIndex leaf));
            var request = new SignedTransfer(new(leaf, from, default, to, amount, 1, nonce, 100, Digest.Zero), null!);
            Assert.Null(state.Check(request, 1));
            state.Apply(state.Resolve(request), new(1));
            model.Transfer(request.Transfer);
        }
    }

    internal static void AssertSame(LedgerState state, ReferenceLedger model)
    {
        Assert.Equal(model.Rows.Count, state.AccountCount);
        foreach ((LeafUpdate actual, (uint leaf, ReferenceLedger.Row row)) in state.Accounts.Zip(model.Rows))
        {
            Assert.Equal(new LeafUpdate(new(leaf), new(row.Address, new(row.Token), (ulong)row.Balance, row.Nonce)), actual);
        }

        Assert.Equal(model.Fees.Select(f => (f.Key, (ulong)f.Value)), state.PendingFees.Select(f => (f.Key.Value, f.Value)));
        Assert.Equal(model.QueueIndex, state.NextQueueIndex);
        for (uint token = 0; token < OperationSource.TokenCount; token++)
        {
            // Conservation: what came in and did not leave is what the leaves hold and the operator is owed.
            UInt128 held = model.Rows.Values.Where(r => r.Token == token).Aggregate(UInt128.Zero, (sum, r) => sum + r.Balance)
                + model.Fees.GetValueOrDefault(token);
            Assert.Equal(model.Held.GetValueOrDefault(token), held);
            Assert.Equal((ulong)held, state.SupplyOf(new(token)));
        }
    }

    /// <summary>One random history. Groups are begun, kept and taken back; seals go through the codec; snapshots are restored.</summary>
    private sealed class History(int seed)
    {
        private readonly OperationSource _source = new(seed);
        private readonly ReferenceLedger _model = new();
        private readonly BatchBuilder _batch = new(CapacityRung.Largest);
        private LedgerState _state = new(Context);
        private LogHead _head = LogHead.Genesis(Context);
        private ulong _now = 1_000;
        private long _sequence;
        private long _first;
        private int _accepted;
        private readonly HashSet<string> _reasons = [];

        public void Step()
        {
            _now += (ulong)_source.Next(3);
            switch (_source.Next(100))
            {
                case < 72:
                    Request();
                    break;
                case < 88:
                    Deposit();
                    break;
                case < 93:
                    ForceExit();
                    break;
                case < 97:
                    TakeBack();
                    break;
                default:
                    Seal();
                    break;
            }
        }

        public void Finish()
        {
            Seal();
            AssertSame(_state, _model);
            Assert.True(_accepted > 1_000, $"seed {seed}: only {_accepted} requests were accepted");
            Assert.True(_reasons.Count >= 11, $"seed {seed}: only {string.Join(", ", _reasons)}");
        }

        private void Request()
        {
            ulong timestamp = _state.BatchTimestampAt(At);
            SignedOperation request = _source.Request(_state, timestamp);
            string? expected = _model.Check(request.Intent, timestamp);
            string? actual = _state.Check(request, timestamp)?.Reason.Name();
            Assert.True(expected == actual, $"seed {seed}, sequence {_sequence}: {request} is {actual}, the reference says {expected}");
            if (expected is not null)
            {
                _reasons.Add(expected);
                return;
            }

            Operation operation = _state.Resolve(request);
            if (operation is Transfer transfer)
            {
                Assert.Equal(_model.Target(transfer.Intent.Recipient, transfer.Intent.Token.Value), (transfer.Recipient.Value, transfer.Opens));
                _model.Transfer(transfer.Intent);
            }
            else
            {
                _model.Withdraw(((Withdrawal)operation).Intent);
            }

            _accepted++;
            Apply(operation, new(new Digest((ulong)_sequence, 0, 0, 0)));
        }

        private void Deposit()
        {
            (L2Address address, TokenId token, ulong amount) = (_source.Address(), _source.Token(), _source.DepositAmount());
            if (_state.SupplyOf(token) + amount > 3 * ProtocolLimits.MaxTokenSupply)
            {
                return; // beyond L1's cap already; the sums must stay below 2^62
            }

            _model.Deposit(address, token.Value, amount);
            Apply(_state.ResolveDeposit(_state.NextQueueIndex, address, token, amount, _source.Ethereum()), OperationId.None);
        }

        private void ForceExit()
        {
            var leaf = new LeafIndex((uint)_source.Next(_state.AccountCount + 2));
            bool match = _source.Next(2) == 0;
            (L2Address address, TokenId token) = match ? (_state[leaf].Address, _state[leaf].Token) : (_source.Address(), _source.Token());
            ForcedExit exit = _state.ResolveForcedExit(_state.NextQueueIndex, leaf, address, token, _source.Ethereum());
            Assert.Equal(_model.ForceExit(leaf.Value, address, token.Value), exit.Burned);
            Apply(exit, OperationId.None);
        }

        /// <summary>Applies a few operations inside a group and takes them back: nothing may remain of them.</summary>
        private void TakeBack()
        {
            _state.BeginGroup();
            int before = _batch.Count;
            for (int i = 0; i < 20; i++)
            {
                SignedOperation request = _source.Request(_state, _state.BatchTimestampAt(At));
                if (_state.Check(request, _state.BatchTimestampAt(At)) is null)
                {
                    Operation operation = _state.Resolve(request);
                    _state.Apply(operation, At);
                    _batch.Add(operation, OperationId.None);
                }

                L2Address fresh = new(new Digest((ulong)_source.Next(int.MaxValue), 1, 2, 3));
                _state.Apply(_state.ResolveDeposit(_state.NextQueueIndex, fresh, _source.Token(), 5, default), At);
                _state.Apply(_state.ResolveForcedExit(_state.NextQueueIndex, new((uint)_source.Next(20)), fresh, default, default), At);
            }

            _state.SealRoot(); // the tree runs ahead and must come back
            _state.RollBackGroup();
            _batch.Truncate(before);
            AssertSame(_state, _model);
        }

        private void Seal()
        {
            if (_batch.IsEmpty)
            {
                return;
            }

            SealedBatch sealing = BatchSealer.Seal(_state, _batch, _source.Operator, _first, At);
            AssertSame(_state, _model); // sealing alone changes nothing
            foreach (RollupEvent e in sealing.Events)
            {
                byte[] bytes = EventCodec.Encode(e, _sequence);
                RollupEvent decoded = EventCodec.Decode(bytes, out long sequence);
                Assert.Equal((e, _sequence), (decoded, sequence));
                _head = _head.Next(bytes);
                _state.Apply(decoded);
                _sequence++;
            }

            _model.CollectFees(_source.Operator);
            AssertSame(_state, _model);
            _batch.Clear();
            _first = _sequence;
            Reload();
        }

        private void Reload()
        {
            byte[] snapshot = LedgerSnapshot.Encode(_state, _head);
            Assert.True(LedgerSnapshot.TryDecode(snapshot, Context, out LedgerState? restored, out LogHead head, out string? fault), fault);
            Assert.Equal(snapshot, LedgerSnapshot.Encode(restored, head));
            Assert.Equal(_state.Head, restored.Head);
            if (_source.Next(2) == 0)
            {
                _state = restored;
            }
        }

        private AcceptedAt At => AcceptedAt.FromSeconds(_now);

        private void Apply(Operation operation, OperationId id)
        {
            bool grouped = _source.Next(2) == 0;
            if (grouped)
            {
                _state.BeginGroup();
            }

            _state.Apply(operation, At);
            _batch.Add(operation, id);
            _sequence++;
            _head = new(_sequence - 1, _head.Hash);
            if (grouped)
            {
                _state.CommitGroup();
            }
        }
    }
}
