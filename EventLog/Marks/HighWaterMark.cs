using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Marks;

/// <summary>Durably remembers up to where signatures have left, so that no number is ever signed with two contents.</summary>
/// <remarks>
/// The order is: flush the log, then the mark, then let the signature leave. So the mark is never ahead of the log after a
/// crash, and a log that ends before its mark has lost confirmed events; with both flushes side by side an ordinary crash
/// between them would look the same. The price is a second flush in a receipt's latency, not in throughput: while one group's
/// mark is flushed the log already flushes the next group, and one advance covers all numbers below it.
///
/// Keep the file apart from what is restored from backups: it must stay when the log goes back in time.
///
/// Two slots of one page each are written in turn, so that a torn write leaves the other one.
/// </remarks>
public sealed class HighWaterMark : IDisposable
{
    private const int SlotBytes = MarkSlots.SlotBytes;
    private const int SlotCount = MarkSlots.Count;

    private readonly Lock _gate = new();
    private readonly string _identity;
    private readonly IDisposable _lock;
    private readonly IStorageFile _file;
    private Mark _current;
    private long _generation;
    private bool _failed;

    private HighWaterMark(string identity, IDisposable fileLock, IStorageFile file, Mark current, long generation)
        => (_identity, _lock, _file, _current, _generation) = (identity, fileLock, file, current, generation);

    /// <summary>The last recorded mark; null before the first.</summary>
    public Mark? Current
    {
        get
        {
            lock (_gate)
            {
                return _current.Number < 0 ? null : _current;
            }
        }
    }

    /// <summary>Opens the mark, or creates one that has recorded nothing.</summary>
    /// <param name="identity">Which log and key it belongs to, at most 408 bytes in UTF-8.</param>
    /// <param name="onWarning">Told in one sentence when one slot is not whole.</param>
    /// <exception cref="EventLogInUseException">Another process holds it.</exception>
    /// <exception cref="EventLogDamagedException">Neither slot is whole.</exception>
    /// <exception cref="EventLogFormatException">It belongs to another log, or to a newer release.</exception>
    /// <exception cref="EventLogUnavailableException">The file system refused.</exception>
    public static HighWaterMark Open(string path, string identity, Action<string>? onWarning = null, IFileSystem? fileSystem = null)
    {
        IFileSystem files = fileSystem ?? PhysicalFileSystem.Instance;
        IDisposable? fileLock = null;
        IStorageFile? file = null;
        try
        {
            string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
            files.CreateDirectory(directory);
            fileLock = files.TryLock(path + ".lock") ?? throw new EventLogInUseException(path, "(unknown)");
            if (!files.FileExists(path))
            {
                Create(files, path, identity);
            }

            file = files.Open(path, FileUse.Write);
            (Mark mark, long generation) = ReadSlots(file, Path.GetFileName(path), identity, onWarning);
            var opened = new HighWaterMark(identity, fileLock, file, mark, generation);

            // The slot we read may be in the page cache alone, and so may the file's name, if the process before us was
            // killed or failed before it could flush them.
            opened.WriteSlot(mark, generation);
            files.FlushDirectory(directory);
            return opened;
        }
        catch (Exception e)
        {
            file?.Dispose();
            fileLock?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new EventLogUnavailableException($"The high-water mark {path} cannot be opened", e);
            }

            throw;
        }
    }

    /// <summary>Records that <paramref name="number"/>, and with it every lower one, is about to be signed. Returns once that is on stable storage.</summary>
    /// <param name="hash">Of the signed content; one that chains all content before it stands for all of it.</param>
    /// <exception cref="IOException">It is not known to be recorded. The mark then refuses to work until it is opened again.</exception>
    public MarkAdvance Advance(long number, ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hash.Length, Mark.MaxHashBytes);
        lock (_gate)
        {
            if (_failed)
            {
                throw new IOException("The high-water mark stopped after an I/O error.");
            }

            if (number < _current.Number)
            {
                return MarkAdvance.RefusedAsOlder;
            }

            if (number == _current.Number)
            {
                return hash.SequenceEqual(_current.Hash.Span) ? MarkAdvance.AlreadyRecorded : MarkAdvance.RefusedAsOther;
            }

            var next = new Mark(number, hash.ToArray());
            WriteSlot(next, _generation + 1);
            _current = next;
            _generation++;
            return MarkAdvance.Recorded;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static void Create(IFileSystem files, string path, string identity)
    {
        string temporary = path + ".tmp";
        using (IStorageFile file = files.Open(temporary, FileUse.Create))
        {
            byte[] slots = new byte[SlotBytes * SlotCount];
            for (int generation = 0; generation < SlotCount; generation++)
            {
                Mark.None.Encode(generation, identity).CopyTo(slots, SlotBytes * generation);
            }

            file.Write(0, slots);
            file.Flush();
        }

        files.Rename(temporary, path);
    }

    private static (Mark Mark, long Generation) ReadSlots(IStorageFile file, string name, string identity, Action<string>? onWarning)
    {
        MarkSlots slots = MarkSlots.Read(file, name);
        MarkSlot newest = slots.Newest();
        foreach (int torn in slots.Torn)
        {
            onWarning?.Invoke(slots.Describe(torn));
        }

        return newest.Identity == identity
            ? (newest.Mark, newest.Generation)
            : throw new EventLogFormatException(name, $"the high-water mark of '{identity}'", $"that of '{newest.Identity}'");
    }

    private void WriteSlot(Mark mark, long generation)
    {
        try
        {
            _file.Write(generation % SlotCount * SlotBytes, mark.Encode(generation, _identity));
            _file.FlushData();
        }
        catch
        {
            _failed = true; // what the disk holds now is unknown, and another flush would not tell
            throw;
        }
    }
}
