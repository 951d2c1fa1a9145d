using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Tests.TestKit;

/// <summary>A key with its address, from a fixed seed.</summary>
internal sealed class TestUser
{
    public TestUser(byte seed)
    {
        byte[] bytes = new byte[64];
        bytes[63] = seed;
        Key = SecretKey.FromSeed(bytes);
        Address = L2Address.Derive(Key.PublicKey, EthereumAddress.Zero);
    }

    public SecretKey Key { get; }

    public L2Address Address { get; }

    public RecordedAuthorization Sign(ISignedIntent intent) =>
        new Authorization(Key.PublicKey, EthereumAddress.Zero, Schnorr.Sign(Key, intent.IdIn(TestLog.Chain).Value));

    /// <summary>The event with another intent, signed anew: what a Sequencer in league with the user could write.</summary>
    public TransferAccepted Resign(TransferAccepted @event, TransferIntent intent) =>
        @event with { Transfer = @event.Transfer with { Intent = intent }, OperationId = intent.IdIn(TestLog.Chain), Authorization = Sign(intent) };
}
