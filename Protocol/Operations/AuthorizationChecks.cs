using Rollup.Crypto;
using Rollup.Crypto.Signatures;

namespace Rollup.Protocol;

/// <summary>The authorizations of many operations at once; the answers are those of <see cref="SignedOperation.CheckAuthorization"/>.</summary>
public static class AuthorizationChecks
{
    /// <param name="operations">Without a fault of shape (<see cref="ISignedIntent.CheckShape"/>).</param>
    /// <param name="ids">Receives each operation's id.</param>
    /// <param name="refusals">Receives null where an operation is authorised.</param>
    public static void CheckAll(
        ChainContext context, ReadOnlySpan<SignedOperation> operations, Span<OperationId> ids, Span<Refusal?> refusals)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Length, operations.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(refusals.Length, operations.Length);

        ComputeIds(context, operations, ids);
        var checks = new SignatureCheck[operations.Length];
        for (int i = 0; i < operations.Length; i++)
        {
            Authorization authorization = operations[i].Authorization;
            checks[i] = new(authorization.Key, ids[i].Value, authorization.Signature);
        }

        bool[] valid = new bool[operations.Length];
        Schnorr.VerifyBatch(checks, valid);
        for (int i = 0; i < operations.Length; i++)
        {
            refusals[i] = operations[i].CheckKey() ?? (valid[i] ? null : SignedOperation.WrongSignature);
        }
    }

    /// <summary>The ids of many operations at once.</summary>
    public static void ComputeIds(ChainContext context, ReadOnlySpan<SignedOperation> operations, Span<OperationId> ids)
    {
        var elements = new Goldilocks[operations.Length * SignedMessage.ElementCount];
        for (int i = 0; i < operations.Length; i++)
        {
            operations[i].Intent.WriteMessage(context, elements.AsSpan(i * SignedMessage.ElementCount, SignedMessage.ElementCount));
        }

        var digests = new Digest[operations.Length];
        Sponge.HashMany(HashTags.SignedMessage, SignedMessage.ElementCount, elements, digests);
        for (int i = 0; i < digests.Length; i++)
        {
            ids[i] = new(digests[i]);
        }
    }
}
