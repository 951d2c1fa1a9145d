using Rollup.Protocol;
using Rollup.Protocol.Events;
using Rollup.Sequencer.Submissions;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Ordering;

/// <summary>Random histories with faults and restarts, compared with a ledger that is nothing but two dictionaries.</summary>
public sealed class WriterSimulation
{
    private const int Parties = 6;
    private const int Steps = 120;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [Trait("Plan", "G5")]
    [Trait("Plan", "G7")]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_fails_every_confirmed_operation_is_in_the_log_once_and_balances_are_the_models(int seed)
    {
        var random = new Random(seed);
        await using World world = await World.StartAsync(World.DefaultOptions with { BatchOperations = 16, SnapshotEveryEvents = 20 });
        var model = new Model();
        Party[] parties = [.. Enumerable.Range(1, Parties).Select(World.Party)];
        foreach (Party party in parties)
        {
            model.Leaves[party] = await world.FundAsync(party, 1000);
            model.Balances[party] = 1000;
        }

        var confirmed = new Dictionary<OperationId, Receipt>();
        var sent = new List<SignedTransfer>();
        for (int step = 0; step < Steps; step++)
        {
            await StepAsync(world, model, random, parties, sent, confirmed, $"seed {seed}, step {step}");
        }

        await world.RestartAsync();
        await CheckAsync(world, model, confirmed, $"seed {seed}");
    }

    private static async Task StepAsync(
        World world, Model model, Random random, Party[] parties, List<SignedTransfer> sent, Dictionary<OperationId, Receipt> confirmed, string where)
    {
        switch (random.Next(12))
        {
            case 0:
                world.Log.Fail((Fault)random.Next(1 + (int)Fault.UnknownAndNotWritten));
                break;
            case 1:
                world.Time.Advance(TimeSpan.FromMilliseconds(random.Next(3000)));
                break;
            case 2:
                await world.RestartAsync();
                break;
        }

        Task<(SignedTransfer Transfer, SubmissionResult Result)>[] calls = [.. Choose(model, random, parties, sent).Select(async t => (t, await world.SendAsync(t)))];
        foreach ((SignedTransfer transfer, SubmissionResult result) in await Task.WhenAll(calls))
        {
            OperationId id = transfer.Transfer.IdIn(World.Context);
            if (result is Confirmed { Receipt: var receipt })
            {
                Assert.True(confirmed.TryAdd(id, receipt) || confirmed[id] == receipt, $"{where}: two receipts for {id}");
                model.Happened(id, transfer.Transfer, parties);
            }
            else if (result is Unavailable { Reason: UnavailableReasons.Stopped })
            {
                await world.RestartAsync();
            }
        }

        // What was stored without an answer shows when it is asked again: the model learns it from the log only.
        foreach (TransferAccepted accepted in (await world.EventsAsync()).OfType<TransferAccepted>())
        {
            model.Happened(accepted.OperationId, accepted.Transfer.Intent, parties);
        }
    }

    private static IEnumerable<SignedTransfer> Choose(Model model, Random random, Party[] parties, List<SignedTransfer> sent)
    {
        for (int i = random.Next(4); i >= 0; i--)
        {
            Party from = parties[random.Next(Parties)];
            SignedTransfer transfer = sent.Count > 0 && random.Next(5) == 0
                ? sent[random.Next(sent.Count)]
                : from.Transfer(model.Leaves[from], parties[random.Next(Parties)], (ulong)random.Next(0, 400), model.Nonces.GetValueOrDefault(from) + (ulong)random.Next(2) * (ulong)random.Next(2));
            sent.Add(transfer);
            yield return transfer;
        }
    }

    private static async Task CheckAsync(World world, Model model, Dictionary<OperationId, Receipt> confirmed, string where)
    {
        IReadOnlyList<RollupEvent> events = await world.EventsAsync();
        foreach ((OperationId id, Receipt receipt) in confirmed)
        {
            Assert.True(events[(int)receipt.Sequence] is TransferAccepted accepted && accepted.OperationId == id, $"{where}: {id} is not at {receipt.Sequence}");
            Assert.True(receipt.Verify(DevelopmentKeys.Sequencer.PublicKey), where);
        }

        OperationId[] ids = [.. events.OfType<TransferAccepted>().Select(e => e.OperationId)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        foreach ((Party party, LeafIndex leaf) in model.Leaves)
        {
            Assert.True(model.Balances[party] == world.Account(leaf).Balance, where);
            Assert.True(model.Nonces.GetValueOrDefault(party) == world.Account(leaf).Nonce, where);
        }

        Assert.Equal(1000UL * Parties, (ulong)model.Balances.Values.Sum(b => (long)b));
    }

    private sealed class Model
    {
        private readonly HashSet<OperationId> _happened = [];

        public Dictionary<Party, LeafIndex> Leaves { get; } = [];

        public Dictionary<Party, ulong> Balances { get; } = [];

        public Dictionary<Party, ulong> Nonces { get; } = [];

        public void Happened(OperationId id, TransferIntent intent, Party[] parties)
        {
            if (!_happened.Add(id))
            {
                return;
            }

            Party from = parties.Single(p => p.Address == intent.SenderAddress);
            Party to = parties.Single(p => p.Address == intent.Recipient);
            Balances[from] -= intent.Amount + intent.Fee;
            Balances[to] += intent.Amount;
            Nonces[from] = intent.Nonce + 1;
        }
    }
}
