namespace Rollup.Crypto.Signatures;

/// <summary>The tags of <see cref="Sponge"/> that signatures use; the protocol's own begin at 16.</summary>
public static class SchnorrTags
{
    public const ulong Challenge = 1;

    public const ulong Nonce = 2;
}
