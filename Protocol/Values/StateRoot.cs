using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>Commitment to the whole state after a batch. Text form: bytes32.</summary>
public readonly record struct StateRoot(Digest Value)
{
    /// <summary>The shielded root until private transfers exist: all zero.</summary>
    public static Digest ReservedShieldedRoot => Digest.Zero;

    /// <summary>H(tag, accounts root, shielded root).</summary>
    public static StateRoot Of(Digest accountsRoot, Digest shieldedRoot)
    {
        Span<Goldilocks> elements = stackalloc Goldilocks[8];
        accountsRoot.CopyTo(elements);
        shieldedRoot.CopyTo(elements[4..]);
        return new(Sponge.Hash(HashTags.StateRoot, elements));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out StateRoot root)
    {
        bool parsed = Digest.TryParse(text, out Digest value);
        root = new(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}
