using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rollup.Crypto;
using Rollup.Protocol;

namespace Rollup.Wallet.Ethereum;

/// <summary>The EIP-712 text whose Ethereum signature yields an L2 signing key; it names chain and contract.</summary>
public sealed class SigningKeyText(ChainContext chain)
{
    public const string Purpose = "Derive my rollup signing key.";

    public const string Warning =
        "Whoever holds this signature can spend my rollup balance. Sign only in a rollup wallet you trust.";

    private const string DomainType = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
    private const string MessageType = "SigningKey(string purpose,string warning)";
    private const string DomainName = "Rollup";
    private const string DomainVersion = "1";

    /// <summary>keccak256(0x1901 ‖ domain separator ‖ hash of the message), EIP-712.</summary>
    public byte[] Hash()
    {
        byte[] contract = new byte[32];
        chain.Contract.Write(contract.AsSpan(12));
        byte[] chainId = new byte[32];
        BinaryPrimitives.WriteUInt64BigEndian(chainId.AsSpan(24), chain.ChainId);

        byte[] domain = Keccak([Keccak(DomainType), Keccak(DomainName), Keccak(DomainVersion), chainId, contract]);
        byte[] message = Keccak([Keccak(MessageType), Keccak(Purpose), Keccak(Warning)]);
        return Keccak([[0x19, 0x01], domain, message]);
    }

    /// <summary>What to hand to <c>eth_signTypedData_v4</c>.</summary>
    public string ToJson()
    {
        static JsonObject Field(string name, string type) => new() { ["name"] = name, ["type"] = type };
        JsonObject document = new()
        {
            ["types"] = new JsonObject
            {
                ["EIP712Domain"] = new JsonArray(
                    Field("name", "string"), Field("version", "string"), Field("chainId", "uint256"), Field("verifyingContract", "address")),
                ["SigningKey"] = new JsonArray(Field("purpose", "string"), Field("warning", "string")),
            },
            ["primaryType"] = "SigningKey",
            ["domain"] = new JsonObject
            {
                ["name"] = DomainName,
                ["version"] = DomainVersion,
                ["chainId"] = chain.ChainId.ToString(CultureInfo.InvariantCulture),
                ["verifyingContract"] = chain.Contract.ToString(),
            },
            ["message"] = new JsonObject { ["purpose"] = Purpose, ["warning"] = Warning },
        };
        return document.ToJsonString();
    }

    private static byte[] Keccak(string text) => Keccak256.Hash(Encoding.ASCII.GetBytes(text));

    private static byte[] Keccak(byte[][] parts) => Keccak256.Hash([.. parts.SelectMany(part => part)]);
}
