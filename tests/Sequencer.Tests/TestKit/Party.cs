using System.Security.Cryptography;
using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Sequencer.Tests.TestKit;

/// <summary>Somebody with a key, and what it takes to sign.</summary>
internal sealed class Party
{
    private readonly ChainContext _context;

    public Party(ChainContext context, int number)
    {
        _context = context;
        Key = SecretKey.FromSeed(SHA512.HashData(BitConverter.GetBytes(number)));
        byte[] owner = new byte[EthereumAddress.ByteCount];
        BitConverter.TryWriteBytes(owner, number + 1);
        Owner = new(owner);
        Address = L2Address.Derive(Key.PublicKey, Owner);
    }

    public SecretKey Key { get; }

    public EthereumAddress Owner { get; }

    public L2Address Address { get; }

    public SignedTransfer Transfer(
        LeafIndex from, Party to, ulong amount, ulong nonce, uint fee = 0, TokenId token = default, ulong validUntil = ProtocolLimits.MaxTimestamp) =>
        Sign(new TransferIntent(from, Address, token, to.Address, amount, fee, nonce, validUntil, Digest.Zero));

    public SignedTransfer Sign(TransferIntent intent) => new(intent, Authorize(intent));

    public SignedWithdrawal Withdrawal(LeafIndex from, EthereumAddress to, ulong amount, ulong nonce, uint fee = 0, TokenId token = default)
    {
        var intent = new WithdrawalIntent(from, Address, token, to, amount, fee, nonce, ProtocolLimits.MaxTimestamp, Digest.Zero);
        return new(intent, Authorize(intent));
    }

    // An intent without an id (a number out of range) gets the signature of something else: it is refused before that is looked at.
    private Authorization Authorize(ISignedIntent intent) => new(
        Key.PublicKey, Owner, Schnorr.Sign(Key, intent.CheckShape() is null ? intent.IdIn(_context).Value : Digest.Zero));
}
