using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Auditor.Evidence;

/// <summary>Two receipts of one key for one number of one log that name different events.</summary>
/// <remarks>An honest Sequencer signs a number once: its high-water mark refuses a second content.</remarks>
public sealed record EquivocationEvidence(Receipt First, Receipt Second) : IEvidence
{
    public string Type => "equivocation";

    public static bool Contradict(Receipt first, Receipt second) =>
        first.Context == second.Context && first.KeyId == second.KeyId && first.Sequence == second.Sequence && first.EventHash != second.EventHash;

    public string? Refute(PublicKey sequencerKey)
    {
        if (!Contradict(First, Second))
        {
            return "expected two receipts of one chain, contract, key and sequence number with different event hashes";
        }

        return First.Verify(sequencerKey) && Second.Verify(sequencerKey) ? null : "expected both receipts to be signed by the sequencer's key";
    }

    public string Describe() =>
        $"the sequencer signed two events for number {First.Sequence}: {First.EventHash} and {Second.EventHash}";
}
