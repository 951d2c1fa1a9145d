namespace Rollup.Crypto.Signatures;

/// <summary>The question whether <paramref name="Signature"/> is <paramref name="Key"/>'s signature of <paramref name="Message"/>.</summary>
public readonly record struct SignatureCheck(PublicKey Key, Digest Message, Signature Signature);
