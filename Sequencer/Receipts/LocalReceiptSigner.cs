using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Sequencer.Receipts;

/// <summary>Signs with a key that this process holds.</summary>
public sealed class LocalReceiptSigner(SecretKey key) : IReceiptSigner
{
    public PublicKey PublicKey => key.PublicKey;

    public ValueTask<Signature> SignAsync(Digest message, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Schnorr.Sign(key, message));

    public override string ToString() => $"local signer of {PublicKey}";
}
