using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Marks;

/// <summary>A high-water mark looked at without holding it; for auditors. Takes no lock and changes nothing.</summary>
/// <param name="Identity">Which log it belongs to.</param>
/// <param name="Current">The last recorded mark; null before the first.</param>
/// <param name="Warning">One sentence when one slot is not whole: the other may be one mark older.</param>
/// <remarks>
/// Whoever compares it with a log that is being written reads the mark first: both only go forward, and the log always first.
/// </remarks>
public sealed record MarkReading(string Identity, Mark? Current, string? Warning)
{
    /// <summary>A live holder writes one slot at a time; so often in a row no read meets one half written.</summary>
    private const int Looks = 5;

    /// <summary>Reads the mark in <paramref name="path"/>; null when there is no such file.</summary>
    /// <exception cref="EventLogDamagedException">Neither slot is whole.</exception>
    /// <exception cref="EventLogFormatException">A newer release wrote it.</exception>
    /// <exception cref="EventLogUnavailableException">The file system refused.</exception>
    public static MarkReading? Read(string path, IFileSystem? fileSystem = null)
    {
        IFileSystem files = fileSystem ?? PhysicalFileSystem.Instance;
        try
        {
            if (!files.FileExists(path))
            {
                return null;
            }

            using IStorageFile file = files.Open(path, FileUse.Read);
            MarkSlots slots = ReadQuiet(file, Path.GetFileName(path));
            MarkSlot newest = slots.Newest();
            return new(newest.Identity, newest.Mark.Number < 0 ? null : newest.Mark, slots.Torn.Select(slots.Describe).FirstOrDefault());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EventLogUnavailableException($"The high-water mark {path} cannot be read", e);
        }
    }

    private static MarkSlots ReadQuiet(IStorageFile file, string name)
    {
        MarkSlots slots = MarkSlots.Read(file, name);
        for (int look = 1; look < Looks && slots.Torn.Any(); look++)
        {
            slots = MarkSlots.Read(file, name);
        }

        return slots;
    }
}
