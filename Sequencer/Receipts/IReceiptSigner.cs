using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Sequencer.Receipts;

/// <summary>Holds the sequencer's key. Signing is deterministic: one message has one signature.</summary>
public interface IReceiptSigner
{
    PublicKey PublicKey { get; }

    /// <summary>Signs the message of an append group whose last number the high-water mark already covers.</summary>
    ValueTask<Signature> SignAsync(Digest message, CancellationToken cancellationToken = default);
}
