using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Marks;

/// <summary>What one whole slot of a mark's file says.</summary>
/// <param name="Generation">Counts the writes; the slot with the higher one is current.</param>
internal readonly record struct MarkSlot(Mark Mark, long Generation, string Identity);

/// <summary>The two slots of a mark's file, as read; a slot that is not whole is null.</summary>
internal sealed class MarkSlots
{
    public const int SlotBytes = 4096;
    public const int Count = 2;

    private readonly MarkSlot?[] _slots = new MarkSlot?[Count];
    private readonly string _file;

    private MarkSlots(string file) => _file = file;

    /// <summary>The numbers of the slots that are not whole.</summary>
    public IEnumerable<int> Torn => Enumerable.Range(0, Count).Where(slot => _slots[slot] is null);

    /// <param name="name">The file's, for messages.</param>
    public static MarkSlots Read(IStorageFile file, string name)
    {
        MarkSlots slots = new(name);
        for (int slot = 0; slot < Count; slot++)
        {
            byte[] block = new byte[SealedBlock.Bytes];
            file.Read(slot * SlotBytes, block);
            slots._slots[slot] = Mark.Read(name, block);
        }

        return slots;
    }

    /// <exception cref="EventLogDamagedException">No slot is whole.</exception>
    public MarkSlot Newest() => _slots.Where(slot => slot is not null).MaxBy(slot => slot!.Value.Generation)
        ?? throw new EventLogDamagedException(_file, 0, position: null, "no slot of the high-water mark is whole");

    /// <summary>What is wrong with a torn slot, for the operator.</summary>
    public string Describe(int torn) => $"{_file}: slot {torn} of the high-water mark is not whole; a write was torn, or it is damaged.";
}
