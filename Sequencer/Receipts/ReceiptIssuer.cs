using Rollup.Protocol;

namespace Rollup.Sequencer.Receipts;

/// <summary>Signs append groups.</summary>
/// <param name="keyId">Which of the sequencer's published keys the signer holds.</param>
internal sealed class ReceiptIssuer(ChainContext context, uint keyId, IReceiptSigner signer)
{
    /// <param name="leaves">Every event of one append, in order. The high-water mark covers the last.</param>
    public async ValueTask<SignedGroup> SignAsync(IReadOnlyList<ReceiptLeaf> leaves, CancellationToken cancellationToken = default)
    {
        ReceiptGroup group = ReceiptGroup.Build(context, keyId, leaves);
        return new(group, await signer.SignAsync(group.Message, cancellationToken));
    }
}
