namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>The limbs of two entries a row.</summary>
public static class EntryLimbsColumns
{
    public const int Slots = 2;

    public const int Count = Slots * (1 + Entry.LimbCount);

    public static int IsReal(int slot) => slot * (1 + Entry.LimbCount);

    /// <summary>The first of the slot's limbs.</summary>
    public static int Limbs(int slot) => IsReal(slot) + 1;
}
