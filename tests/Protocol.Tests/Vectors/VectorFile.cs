using System.Text.Json;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Protocol.Tests.Vectors;

/// <summary>Reads tests/vectors, which the Python reference beside them wrote.</summary>
internal static class VectorFile
{
    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", name))).RootElement;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.GetProperty(name).EnumerateArray();

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static byte[] Bytes(this JsonElement json, string name) => Convert.FromHexString(json.Text(name)[2..]);

    public static ulong U64(this JsonElement json, string name) => ulong.Parse(json.Text(name));

    public static uint U32(this JsonElement json, string name) => json.GetProperty(name).GetUInt32();

    public static bool Has(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public static Digest Digest(this JsonElement json, string name) => DigestOf(json.Text(name));

    public static Digest DigestOf(string text) =>
        Crypto.Digest.TryParse(text, out Digest digest) ? digest : throw new FormatException($"{text} is no digest.");

    public static L2Address Address(this JsonElement json, string name) =>
        L2Address.TryParse(json.Text(name), out L2Address address) ? address : throw new FormatException($"{json.Text(name)} is no address.");

    public static EthereumAddress Ethereum(this JsonElement json, string name) => new(json.Bytes(name));

    public static BlsScalar Scalar(this JsonElement json, string name) =>
        BlsScalar.TryParse(json.Text(name), out BlsScalar scalar) ? scalar : throw new FormatException($"{json.Text(name)} is no scalar.");

    public static ChainContext Context(this JsonElement json, string name = "context") =>
        new(json.GetProperty(name).U64("chainId"), json.GetProperty(name).Ethereum("contract"));

    public static Goldilocks[] Elements(this JsonElement json, string name) =>
        [.. json.Items(name).Select(e => new Goldilocks(ulong.Parse(e.GetString()!)))];

    public static Account Account(this JsonElement json) =>
        new(json.Address("address"), new(json.U32("token")), json.U64("balance"), json.U64("nonce"));

    public static LeafUpdate[] Accounts(this JsonElement json, string name) =>
        [.. json.Items(name).Select(a => new LeafUpdate(new(a.U32("leaf")), a.Account()))];

    public static PublicKey Key(this JsonElement json, string name) =>
        PublicKey.TryParse(json.Text(name), out PublicKey? key, out EncodingFault fault) ? key : throw new FormatException(fault.Describe());

    public static Authorization Authorization(this JsonElement json) =>
        Signature.TryParse(json.Text("signature"), out Signature? signature, out EncodingFault fault)
            ? new(json.Key("publicKey"), json.Ethereum("l1Owner"), signature)
            : throw new FormatException(fault.Describe());

    public static ISignedIntent Intent(this JsonElement json) => json.Text("type") == "transfer" ? json.Transfer() : json.Withdrawal();

    public static Operation Operation(this JsonElement json)
    {
        switch (json.Text("kind"))
        {
            case "transfer":
                return new Transfer(json.GetProperty("intent").Transfer(), new(json.U32("recipient")), json.GetProperty("opens").GetBoolean());
            case "withdrawal":
                return new Withdrawal(json.GetProperty("intent").Withdrawal());
        }

        (LeafIndex leaf, L2Address address, TokenId token) = (new(json.U32("leaf")), json.Address("address"), new(json.U32("token")));
        return json.Text("kind") switch
        {
            "deposit" => new Deposit(
                json.U64("queueIndex"), leaf, json.GetProperty("opens").GetBoolean(), address, token, json.U64("amount"), json.Ethereum("refund")),
            "forcedExit" => new ForcedExit(json.U64("queueIndex"), leaf, address, token, json.U64("burned"), json.Ethereum("payee")),
            "collectFees" => new CollectFees(leaf, json.GetProperty("opens").GetBoolean(), address, token, json.U64("amount")),
            var kind => throw new FormatException($"Unknown kind {kind}."),
        };
    }

    private static TransferIntent Transfer(this JsonElement json) => new(
        new(json.U32("sender")),
        json.Address("senderAddress"),
        new(json.U32("token")),
        json.Address("recipient"),
        json.U64("amount"),
        json.U32("fee"),
        json.U64("nonce"),
        json.U64("validUntil"),
        json.Digest("reference"));

    private static WithdrawalIntent Withdrawal(this JsonElement json) => new(
        new(json.U32("sender")),
        json.Address("senderAddress"),
        new(json.U32("token")),
        json.Ethereum("recipient"),
        json.U64("amount"),
        json.U32("fee"),
        json.U64("nonce"),
        json.U64("validUntil"),
        json.Digest("reference"));
}
