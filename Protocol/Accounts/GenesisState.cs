namespace Rollup.Protocol;

/// <summary>The state before the first operation: no leaf opened, nothing shielded. The same for every rollup.</summary>
public static class GenesisState
{
    public static StateRoot Root { get; } = StateRoot.Of(AccountTree.EmptyRoot, StateRoot.ReservedShieldedRoot);
}
