namespace Rollup.Proofs.Recursion.Tables;

/// <summary>A row's place on the wire bus: which wire it holds, and how often it counts.</summary>
/// <remarks>
/// All slots of a wire hold the same word. One of them, the owner, has the multiplicity n − 1, n being the number of the
/// wire's slots and of its public uses; the others have −1. So the bus balances exactly if all of them agree. Default:
/// the slot is not used.
/// </remarks>
public readonly record struct Slot(int Address, int Multiplicity);
