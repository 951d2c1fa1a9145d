using Rollup.Crypto.Signatures;
using Rollup.EventLog;
using Rollup.Protocol;
using Rollup.Protocol.Events;

namespace Rollup.Auditor.Replay;

/// <summary>An event with everything checked that needs no state: form, own hash, authorization.</summary>
/// <param name="Fault">What is wrong with the event itself; checked only once all events before it are known to be right.</param>
internal sealed record ExaminedEvent(
    long Sequence, string Type, RollupEvent? Event, EventMetadata? Metadata, EventHash Hash, FindingException? Fault)
{
    /// <summary>Examines events side by side, then their signatures in one batch.</summary>
    public static ExaminedEvent[] Examine(IReadOnlyList<RecordedEvent> events, ChainContext chain)
    {
        ExaminedEvent[] examined = new ExaminedEvent[events.Count];
        SignatureCheck?[] checks = new SignatureCheck?[events.Count];
        for (int i = 0; i < events.Count; i++)
        {
            try
            {
                examined[i] = Read(events[i]);
                checks[i] = CheckAuthorization(examined[i].Event, chain);
            }
            catch (FindingException fault)
            {
                examined[i] = new(events[i].Revision, events[i].Type, null, null, default, fault);
            }
        }

        VerifySignatures(examined, checks);
        return examined;
    }

    private static ExaminedEvent Read(RecordedEvent stored)
    {
        if (!EventCodec.TryDecode(stored.Data.Span, out RollupEvent? @event, out long sequence, out string? fault))
        {
            throw new FindingException("the event is not in its canonical form", "an event this program knows", fault);
        }

        if (!EventMetadata.TryDecode(stored.Metadata.Span, out EventMetadata? metadata, out fault))
        {
            throw new FindingException("the metadata is not in its canonical form", "metadata this program knows", fault);
        }

        Require("the event has another number than its place", stored.Revision, sequence);
        Require("the metadata has another number than its place", stored.Revision, metadata.Sequence);
        Require("the stored type is not the event's", @event.Type, stored.Type);
        Require("the metadata has another schema version", EventCodec.SchemaVersion, metadata.SchemaVersion);

        EventHash hash = EventHash.Of(metadata.Previous, stored.Data.Span);
        Require("the event's hash does not fit its bytes", hash.ToString(), metadata.Hash.ToString());
        return new(sequence, @event.Type, @event, metadata, hash, null);
    }

    /// <summary>Checks id, key and address of a signed operation; the signature itself is left to the batch.</summary>
    private static SignatureCheck? CheckAuthorization(RollupEvent? @event, ChainContext chain)
    {
        (ISignedIntent Intent, OperationId Id, RecordedAuthorization Authorization)? signed = @event switch
        {
            TransferAccepted e => (e.Transfer.Intent, e.OperationId, e.Authorization),
            WithdrawalAccepted e => (e.Withdrawal.Intent, e.OperationId, e.Authorization),
            _ => null,
        };
        if (signed is not { } operation)
        {
            return null;
        }

        if (operation.Intent.CheckShape() is { } refusal)
        {
            throw new FindingException(refusal.Message, refusal.Expected ?? "a well-formed operation", $"{operation.Intent}");
        }

        Require("the operation's id is not the hash of its message", operation.Intent.IdIn(chain).ToString(), operation.Id.ToString());
        if (!operation.Authorization.TryDecode(out Authorization? authorization))
        {
            throw new FindingException("the public key is no point of the curve", "a public key", $"{operation.Authorization.Key}");
        }

        Require(
            "key and owner do not make up the sender's address",
            L2Address.Derive(authorization.Key, authorization.L1Owner).ToString(), operation.Intent.SenderAddress.ToString());
        return new(authorization.Key, operation.Id.Value, authorization.Signature);
    }

    private static void VerifySignatures(ExaminedEvent[] examined, SignatureCheck?[] checks)
    {
        int[] signed = [.. Enumerable.Range(0, checks.Length).Where(i => checks[i] is not null)];
        SignatureCheck[] batch = [.. signed.Select(i => checks[i]!.Value)];
        bool[] results = new bool[batch.Length];
        Schnorr.VerifyBatch(batch, results);
        for (int i = 0; i < batch.Length; i++)
        {
            if (!results[i])
            {
                ExaminedEvent at = examined[signed[i]];
                examined[signed[i]] = at with { Fault = new("the signature does not fit the operation", "the sender's signature", $"{batch[i].Signature}") };
            }
        }
    }

    private static void Require<T>(string problem, T expected, T found)
        where T : IEquatable<T>
    {
        if (!expected.Equals(found))
        {
            throw new FindingException(problem, $"{expected}", $"{found}");
        }
    }
}
