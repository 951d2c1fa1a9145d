using Rollup.Crypto.Signatures;

namespace Rollup.Protocol;

/// <summary>Shows that the owner of an address agreed: the address's two preimages and a signature over the operation's id.</summary>
public sealed record Authorization(PublicKey Key, EthereumAddress L1Owner, Signature Signature);
