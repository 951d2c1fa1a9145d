using Rollup.Auditor.Tests.TestKit;
using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests;

/// <summary>Logs that a faulty or dishonest Sequencer could write: the chain fits, users sign whatever is asked of them.</summary>
[Trait("Plan", "U09")]
public sealed class DishonestSequencerTests
{
    private static readonly TestUser Alice = new(1);

    /// <summary>In the honest log: 0, 1 deposits; 2, 3 transfers; 4, 5 fees in two tokens; 6 seal; 7 transfer; 8 withdrawal; 9 exit; 10 fees; 11 seal.</summary>
    public static TheoryData<string, int, string> Lies { get; } = new()
    {
        { "mint", 6, "the state root differs" },
        { "refund to another account", 6, "D is not the hash" },
        { "overspend", 2, "amount and fee exceed the balance" },
        { "nonce ahead", 2, "the nonce is not the next one" },
        { "another sender", 2, "the sender's leaf belongs to another address" },
        { "another token", 2, "the sender's leaf holds another token" },
        { "unknown sender", 2, "the sender's leaf was never opened" },
        { "expired", 2, "the operation had expired" },
        { "recipient's leaf of another owner", 7, "the receiving leaf belongs to another address" },
        { "opens a leaf in use", 2, "the leaf cannot be opened" },
        { "opens leaf 0", 2, "the leaf cannot be opened" },
        { "credits an unopened leaf", 7, "the receiving leaf was never opened" },
        { "unsigned change", 2, "the operation's id is not the hash of its message" },
        { "foreign signature", 2, "the signature does not fit the operation" },
        { "foreign key", 2, "key and owner do not make up the sender's address" },
        { "queue skipped", 1, "the queue is not followed in order" },
        { "exit burns too little", 9, "a forced exit burns another amount" },
        { "fees inflated", 4, "the collected amount is not the sum of the batch's fees" },
        { "fees out of order", 5, "fees are not collected in ascending order" },
        { "fees not collected", 5, "fees were not collected" },
        { "time goes back", 3, "time goes back" },
        { "root", 6, "the state root differs" },
        { "previous root", 11, "the seal starts from another state root" },
        { "C", 6, "C does not commit" },
        { "D", 6, "D is not the hash" },
        { "z", 6, "z is another point" },
        { "y", 6, "y is not the value" },
        { "digest", 6, "the running digest differs" },
        { "number", 6, "the batch number does not follow" },
        { "timestamp", 6, "timestamp is not that of its first operation" },
        { "count", 6, "the seal counts other operations" },
        { "slots", 6, "the seal counts other slots" },
        { "capacity", 6, "the seal names another capacity" },
        { "first event", 6, "the seal names another first event" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Every_broken_rule_is_found_by_name(string lie, int index, string problem)
    {
        TestLog log = TestLog.Honest();
        RollupEvent[] events = [.. log.Events];
        Tell(lie, events, log.Now);
        AuditReport report = await TestLog.AuditAsync(lie == "fees not collected"
            ? TestLog.Store([.. events.Where((_, i) => i != 5)], [1, 1, 1, 1, 2, 1, 1, 1, 2, 1])
            : log.Store(events));

        Assert.Contains(problem, report.FirstBadEvent?.Problem ?? "nothing found");
        Assert.Equal(index, report.FirstBadEvent!.Sequence);
    }

    /// <summary>Falsifies one event in place.</summary>
    private static void Tell(string lie, RollupEvent[] events, ulong now)
    {
        TransferAccepted transfer = (TransferAccepted)events[2];
        TransferIntent intent = transfer.Transfer.Intent;
        TransferAccepted second = (TransferAccepted)events[7];
        DepositCredited deposit = (DepositCredited)events[1];
        ForcedExitProcessed exit = (ForcedExitProcessed)events[9];
        FeesCollected fees = (FeesCollected)events[4];
        BatchSealed seal = (BatchSealed)events[6];
        BatchSealed secondSeal = (BatchSealed)events[11];
        BatchHeader header = seal.Header;
        Digest other = Digest.Zero;
        (int index, RollupEvent @event) = lie switch
        {
            "mint" => (1, deposit with { Deposit = deposit.Deposit with { Amount = deposit.Deposit.Amount + 1 } }),
            "refund to another account" => (1, deposit with { Deposit = deposit.Deposit with { Refund = new EthereumAddress([.. Enumerable.Repeat((byte)7, 20)]) } }),
            "overspend" => (2, Alice.Resign(transfer, intent with { Amount = 998 })),
            "nonce ahead" => (2, Alice.Resign(transfer, intent with { Nonce = 1 })),
            "another sender" => (2, new TestUser(2).Resign(transfer, intent with { SenderAddress = new TestUser(2).Address })),
            "another token" => (2, Alice.Resign(transfer, intent with { Token = new(1) })),
            "unknown sender" => (2, Alice.Resign(transfer, intent with { Sender = new(77) })),
            "expired" => (2, Alice.Resign(transfer, intent with { ValidUntil = now - 5000 })),
            "recipient's leaf of another owner" => (7, second with { Transfer = second.Transfer with { Recipient = second.Transfer.Intent.Sender } }),
            "opens a leaf in use" => (2, transfer with { Transfer = transfer.Transfer with { Recipient = new(1) } }),
            "opens leaf 0" => (2, transfer with { Transfer = transfer.Transfer with { Recipient = new(0) } }),
            "credits an unopened leaf" => (7, second with { Transfer = second.Transfer with { Recipient = new(99) } }),
            "unsigned change" => (2, transfer with { Transfer = transfer.Transfer with { Intent = intent with { Amount = 99 } } }),
            "foreign signature" => (2, transfer with { Authorization = transfer.Authorization with { Signature = new TestUser(2).Sign(intent).Signature } }),
            "foreign key" => (2, transfer with { Authorization = new TestUser(2).Sign(intent) }),
            "queue skipped" => (1, deposit with { Deposit = deposit.Deposit with { QueueIndex = 2 } }),
            "exit burns too little" => (9, exit with { ForcedExit = exit.ForcedExit with { Burned = 1 } }),
            "fees inflated" => (4, fees with { Collection = fees.Collection with { Amount = fees.Collection.Amount + 1 } }),
            "fees out of order" => Swap(events, 4, 5),
            "fees not collected" => (5, events[5]),
            "time goes back" => (3, ((TransferAccepted)events[3]) with { At = events[0].At }),
            "root" => (6, seal with { Header = header with { NewRoot = new(other) } }),
            "previous root" => (11, secondSeal with { PreviousRoot = new(other) }),
            "C" => (6, seal with { Header = header with { C = other } }),
            "D" => (6, seal with { D = default }),
            "z" => (6, seal with { Header = header with { Z = header.Y } }),
            "y" => (6, seal with { Header = header with { Y = header.Z } }),
            "digest" => (6, seal with { RunningDigest = other }),
            "number" => (6, seal with { Header = header with { Number = new(2) } }),
            "timestamp" => (6, seal with { Header = header with { Timestamp = header.Timestamp + 1 } }),
            "count" => (6, seal with { OperationCount = seal.OperationCount + 1 }),
            "slots" => (6, seal with { SlotCount = seal.SlotCount + 1 }),
            "capacity" => (6, seal with { Capacity = 256 }),
            "first event" => (6, seal with { FirstSequence = 1 }),
            _ => throw new ArgumentOutOfRangeException(nameof(lie), lie, "unknown"),
        };
        events[index] = @event;
    }

    private static (int Index, RollupEvent Event) Swap(RollupEvent[] events, int left, int right)
    {
        (events[left], events[right]) = (events[right], events[left]);
        return (left, events[left]);
    }
}
