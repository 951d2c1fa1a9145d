using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Cli.Bench.Load;

/// <summary>A sender with its transfers signed ahead, each as the request that carries it.</summary>
internal sealed class LoadWallet
{
    private readonly SecretKey _key;
    private byte[][] _requests = [];
    private int _next;

    /// <param name="number">Also the id of the wallet's requests: it never has two in flight.</param>
    public LoadWallet(int number)
    {
        Number = number;
        _key = SecretKey.FromSeed(SHA512.HashData(BitConverter.GetBytes(number)));
        Address = L2Address.Derive(_key.PublicKey, EthereumAddress.Zero);
    }

    public int Number { get; }

    public L2Address Address { get; }

    /// <summary>Where it holds its funds.</summary>
    public LeafIndex Leaf { get; set; }

    /// <summary>When the request in flight was meant to be sent; a time stamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long MeantAt { get; set; }

    public bool InFlight { get; set; }

    public int Left => _requests.Length - _next;

    public ReadOnlyMemory<byte> Take() => _requests[_next++];

    /// <summary>Signs transfers with the nonces from 0 on.</summary>
    public void Sign(ChainContext context, LoadWallet recipient, int count)
    {
        _requests = new byte[count][];
        for (int nonce = 0; nonce < count; nonce++)
        {
            var intent = new TransferIntent(
                Leaf, Address, default, recipient.Address, Amount: 1, Fee: 1, (ulong)nonce, ProtocolLimits.MaxTimestamp, Digest.Zero);
            _requests[nonce] = Encode(intent, Schnorr.Sign(_key, intent.IdIn(context).Value));
        }
    }

    private byte[] Encode(TransferIntent intent, Signature signature)
    {
        var buffer = new ArrayBufferWriter<byte>(1200);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WriteNumber("id"u8, Number);
        json.WriteString("method"u8, "rollup_sendTransfer"u8);
        json.WriteStartObject("params"u8);
        json.WriteStartObject("transfer"u8);
        json.WriteNumber("sender"u8, intent.Sender.Value);
        json.WriteString("senderAddress"u8, intent.SenderAddress.ToString());
        json.WriteNumber("token"u8, intent.Token.Value);
        json.WriteString("recipientAddress"u8, intent.Recipient.ToString());
        json.WriteString("amount"u8, intent.Amount.ToString());
        json.WriteNumber("fee"u8, intent.Fee);
        json.WriteString("nonce"u8, intent.Nonce.ToString());
        json.WriteString("validUntil"u8, intent.ValidUntil.ToString());
        json.WriteString("reference"u8, intent.Reference.ToString());
        json.WriteString("publicKey"u8, _key.PublicKey.ToString());
        json.WriteString("l1Owner"u8, EthereumAddress.Zero.ToString());
        json.WriteString("signature"u8, signature.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
