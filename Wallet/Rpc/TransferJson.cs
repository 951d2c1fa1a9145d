using System.Globalization;
using System.Text.Json;
using Rollup.Protocol;

namespace Rollup.Wallet.Rpc;

/// <summary>Signed transfers as <c>rollup_sendTransfer</c> takes them.</summary>
public static class TransferJson
{
    /// <summary>The method's parameters: {transfer: …}.</summary>
    public static void Write(Utf8JsonWriter json, SignedTransfer transfer)
    {
        json.WriteStartObject();
        json.WritePropertyName("transfer");
        WriteTransfer(json, transfer);
        json.WriteEndObject();
    }

    public static void WriteTransfer(Utf8JsonWriter json, SignedTransfer transfer)
    {
        TransferIntent intent = transfer.Transfer;
        json.WriteStartObject();
        json.WriteNumber("sender", intent.Sender.Value);
        json.WriteString("senderAddress", intent.SenderAddress.ToString());
        json.WriteNumber("token", intent.Token.Value);
        json.WriteString("recipientAddress", intent.Recipient.ToString());
        WriteQuantity(json, "amount", intent.Amount);
        json.WriteNumber("fee", intent.Fee);
        WriteQuantity(json, "nonce", intent.Nonce);
        WriteQuantity(json, "validUntil", intent.ValidUntil);
        json.WriteString("reference", intent.Reference.ToString());
        json.WriteString("publicKey", transfer.Authorization.Key.ToString());
        json.WriteString("l1Owner", transfer.Authorization.L1Owner.ToString());
        json.WriteString("signature", transfer.Authorization.Signature.ToString());
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, string name, ulong value) =>
        json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
}
