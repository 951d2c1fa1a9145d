using System.Diagnostics.CodeAnalysis;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>A small interface that uses every kind of schema, for tests of the layer alone.</summary>
public sealed class ToyMethods
{
    private static readonly Schema<Payment> PaymentSchema = Schema.Object<Payment>("Payment", "A sum and who gets it.")
        .Field("to", AddressSchema, "Who gets it.", p => p.To, out Field<string> to)
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

    /// <summary>Stands in for bech32m: lower-case letters and digits after a prefix, the last one a check digit.</summary>
    private static Schema<string> AddressSchema => Schema.Text(6, 20, "^zp1[a-z0-9]+$").As<string, string>(
        (string text, [MaybeNullWhen(false)] out string address) =>
        {
            address = text;
            return text[^1] == 'q';
        },
        address => address,
        expected: "an address: zp1, lower-case letters and digits, the last of which is q",
        title: "address");

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
    }

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
}

public enum Status
{
    Accepted,
    Final,
}

public sealed record Payment(string To, ulong Amount, string? Memo, long? Priority);

public sealed record Accepted(byte[] Hash, Payment Payment, Status Status);
