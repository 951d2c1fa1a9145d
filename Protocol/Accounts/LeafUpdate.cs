namespace Rollup.Protocol;

/// <summary>The new content of one leaf.</summary>
public readonly record struct LeafUpdate(LeafIndex Index, Account Account);
