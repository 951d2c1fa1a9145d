using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>A small interface that uses every kind of schema, for tests of the layer alone.</summary>
public sealed class ToyMethods
{
    private static readonly Schema<string> Address = Schema.Text(6, 20, "^zp1[a-z0-9]+$").As<string, string>(
        (string text, [MaybeNullWhen(false)] out string address) =>
        {
            // Stands in for bech32m's checksum.
            address = text;
            return text[^1] == 'q';
        },
        address => address,
        expected: "an address: zp1, lower-case letters and digits, the last of which is q",
        title: "address");

    private static readonly Schema<Payment> PaymentSchema = Schema.Object<Payment>("Payment", "A sum and who gets it.")
        .Field("to", Address, "Who gets it.", p => p.To, out Field<string> to)
        .Field("amount", Schema.Quantity(minimum: 1, maximum: 1UL << 60), "In units.", p => p.Amount, out Field<ulong> amount)
        .OptionalField("memo", Schema.Text(0, 40), "For people.", p => p.Memo, out Field<string> memo)
        .OptionalField("priority", Schema.Integer(-3, 3), "Higher goes first.", p => p.Priority, out Field<long> priority)
        .Build(v => new Payment(
            v.Get(to), v.Get(amount), v.TryGet(memo, out string? m) ? m : null, v.TryGet(priority, out long level) ? level : null));

    private static readonly Schema<Accepted> AcceptedSchema = Schema.Object<Accepted>("Accepted", "What was taken in.")
        .Field("hash", Schema.Bytes(32), "Of the payment.", a => a.Hash)
        .Field("payment", PaymentSchema, "As understood.", a => a.Payment)
        .Field("status", Schema.Choice(("accepted", Status.Accepted), ("final", Status.Final)), "How far it is.", a => a.Status)
        .Build();

    private int _counted;
    private int _begun;
    private int _hanging;

    /// <summary>How often toy_count has been begun.</summary>
    public int Begun => _begun;

    /// <summary>How many calls of toy_hang have been begun.</summary>
    public int Hanging => _hanging;

    /// <summary>How often toy_count has been carried out.</summary>
    public int Counted => _counted;

    /// <summary>Completes toy_hang's calls.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ToyFeed Feed { get; } = new();

    public RpcMethodTable Table() => new(new RpcInformation("Toy", "1.0.0", "An interface for tests."), All(), Feed.Kinds());

    public IEnumerable<RpcMethod> All()
    {
        yield return RpcMethod.Define("toy_pay", "Takes a payment in.")
            .Describe("Answers what it understood.")
            .Parameter("payment", PaymentSchema, "What to pay.", out Field<Payment> payment)
            .Returns("accepted", AcceptedSchema, "What was taken in.")
            .Refuses("amount_too_high", "nonce_too_low")
            .Example(
                "Five units",
                """{"payment":{"to":"zp1aaq","amount":"5"}}""",
                """{"hash":"0x0500000000000000000000000000000000000000000000000000000000000000","payment":{"to":"zp1aaq","amount":"5"},"status":"accepted"}""")
            .Handle((_, p) => Pay(p.Get(payment)));

        yield return RpcMethod.Define("toy_add", "The sum of two quantities.")
            .Parameter("left", Schema.Quantity(), "One summand.", out Field<ulong> left)
            .OptionalParameter("right", Schema.BigQuantity(), "The other; absent: 0.", out Field<BigInteger> right)
            .Returns("sum", Schema.BigQuantity(BigInteger.Pow(2, 257)), "The sum.")
            .Example("One and one", """{"left":"1","right":"0x1"}""", "\"2\"")
            .Handle((_, p) => p.Get(left) + p.GetOr(right, BigInteger.Zero));

        yield return RpcMethod.Define("toy_echo", "The text itself, and more of it.")
            .Parameter("text", Schema.Text(0, 100_000), "Anything.", out Field<string> text)
            .OptionalParameter("times", Schema.Integer(1, 100), "How often; absent: 1.", out Field<long> times)
            .Returns("text", Schema.Text(0, 10_000_000), "The text, repeated.")
            .Handle((_, p) => string.Concat(Enumerable.Repeat(p.Get(text), (int)p.GetOr(times, 1))));

        yield return RpcMethod.Define("toy_list", "A page of numbers.")
            .Parameter("from", Schema.Quantity(), "The first one.", out Field<ulong> from)
            .Parameter("count", Schema.Integer(1, int.MaxValue), "How many, at most 1,000.", out Field<long> count)
            .OptionalParameter("skip", Schema.Array(Schema.Quantity(), 0, 8), "Numbers to leave out.", out Field<IReadOnlyList<ulong>> skip)
            .OptionalParameter("descending", Schema.Boolean, "Absent: false.", out Field<bool> descending)
            .Returns("numbers", Schema.Array(Schema.BigQuantity(), 0, 1000), "The page.")
            .Handle((_, p) => List(p.Get(from), p.Get(count), p.GetOr(skip, []), p.GetOr(descending, fallback: false)));

        yield return RpcMethod.Define("toy_throw", "Fails by a bug.")
            .Returns("nothing", Schema.Boolean, "Never.")
            .Handle((_, _) => Fail());

        yield return RpcMethod.Define("toy_misread", "Fails by a bug of a parameter's conversion.")
            .Parameter("text", Schema.Text(0, 10).As((string text, out int length) => (length = int.Parse(text)) >= 0, length => length.ToString()), "Not a number.", out _)
            .Returns("nothing", Schema.Boolean, "Never.")
            .Handle((_, _) => true);

        yield return RpcMethod.Define("toy_miswrite", "Fails by a bug of a result's conversion.")
            .Returns("nothing", Schema.Word("yes", "no"), "Never.")
            .Handle((_, _) => "canary-4711");

        yield return RpcMethod.Define("toy_hang", "Answers when the test says so.")
            .Returns("done", Schema.Boolean, "True.")
            .Handle(async (_, _) =>
            {
                Interlocked.Increment(ref _hanging);
                await Release.Task;
                return true;
            });

        yield return RpcMethod.Define("toy_count", "Counts its calls, after a while.")
            .Returns("count", Schema.Integer(1, int.MaxValue), "How often it was called.")
            .Handle(async (_, _) =>
            {
                Interlocked.Increment(ref _begun);
                await Task.Delay(100, CancellationToken.None);
                return (long)Interlocked.Increment(ref _counted);
            });

        yield return RpcMethod.Define("toy_whoami", "What the server knows of the caller.")
            .Returns("caller", Schema.Text(0, 200), "Address and request id.")
            .Handle((context, _) => $"{context.RemoteAddress} {context.RequestId}");

        yield return RpcMethod.Define("toy_reset", "For the admin port.")
            .Admin()
            .Returns("done", Schema.Boolean, "True.")
            .Handle((_, _) => true);
    }

    private static bool Fail() => throw new InvalidOperationException("secret /var/lib/rollup/key canary-4711");

    private static RpcReply<Accepted> Pay(Payment payment)
    {
        if (payment.Amount > 1_000_000)
        {
            return RpcError.Refused("amount_too_high", "The amount is above the highest allowed.", new RpcErrorDetail("expected", 1_000_000UL));
        }

        var hash = new byte[32];
        BitConverter.TryWriteBytes(hash, payment.Amount);
        return new Accepted(hash, payment, Status.Accepted);
    }

    private static RpcReply<IReadOnlyList<BigInteger>> List(ulong from, long count, IReadOnlyList<ulong> skip, bool descending)
    {
        if (count > 1000)
        {
            return RpcError.LimitExceeded("count", 1000, "A page has at most 1,000 numbers.");
        }

        var numbers = Enumerable.Range(0, (int)count).Select(i => (BigInteger)from + i).Where(n => !skip.Any(skipped => skipped == n)).ToList();
        if (descending)
        {
            numbers.Reverse();
        }

        return RpcReply.Of<IReadOnlyList<BigInteger>>(numbers);
    }
}

public enum Status
{
    Accepted,
    Final,
}

public sealed record Payment(string To, ulong Amount, string? Memo, long? Priority);

public sealed record Accepted(byte[] Hash, Payment Payment, Status Status);
