using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits;

/// <summary>Turns the slots of a circuit's rows into slots with multiplicities: first all are counted, then all are taken.</summary>
internal sealed class SlotCounter(int wireCount)
{
    private readonly int[] _counts = new int[wireCount + 1];
    private readonly bool[] _hasOwner = new bool[wireCount + 1];

    public void Count(params ReadOnlySpan<Slot> slots)
    {
        foreach (Slot slot in slots)
        {
            _counts[slot.Address]++;
        }
    }

    /// <summary>The first slot of a wire owns it and balances all others, those of the statement included.</summary>
    public Slot Take(Slot slot)
    {
        if (slot.Address == 0)
        {
            return default;
        }

        bool isOwner = !_hasOwner[slot.Address];
        _hasOwner[slot.Address] = true;
        return slot with { Multiplicity = isOwner ? _counts[slot.Address] - 1 : -1 };
    }
}
