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

        var checks = new SignatureCheck[operations.Length];
        for (int i = 0; i < operations.Length; i++)
        {
            Authorization authorization = operations[i].Authorization;
            ids[i] = operations[i].Intent.IdIn(context);
            checks[i] = new(authorization.Key, ids[i].Value, authorization.Signature);
            refusals[i] = operations[i].CheckKey();
        }

        bool[] valid = new bool[operations.Length];
        Schnorr.VerifyBatch(checks, valid);
        for (int i = 0; i < operations.Length; i++)
        {
            refusals[i] ??= valid[i] ? null : SignedOperation.WrongSignature;
        }
    }
}
