using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto.Signatures;

namespace Rollup.Protocol;

/// <summary>An authorization as the log holds it: the key encoded, not yet decoded.</summary>
public sealed record RecordedAuthorization(EncodedPublicKey Key, EthereumAddress L1Owner, Signature Signature)
{
    public static implicit operator RecordedAuthorization(Authorization authorization) =>
        new(authorization.Key, authorization.L1Owner, authorization.Signature);

    /// <summary>Decodes the key, which costs a square root.</summary>
    /// <returns>False when the key is no point of the curve.</returns>
    public bool TryDecode([NotNullWhen(true)] out Authorization? authorization)
    {
        authorization = Key.TryDecode(out PublicKey? key, out _) ? new(key, L1Owner, Signature) : null;
        return authorization is not null;
    }
}
