using System.Globalization;
using System.Text;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Segments;

/// <summary>The steps from a directory to a log that takes appends.</summary>
internal static class LogOpening
{
    private const int OwnerBytes = 16;

    public static EmbeddedEventLog Open(EmbeddedLogOptions options)
    {
        IDisposable? directoryLock = null;
        try
        {
            // 1. Own the directory.
            options.FileSystem.CreateDirectory(options.Directory);
            directoryLock = TakeLock(options);

            // 2. Check everything, change nothing.
            var index = new LogIndex();
            using LogScan scan = LogScan.Run(options.FileSystem, options.Directory, options.Identity, index);
            CheckConfirmed(options, index, scan);

            // 3. Only now: cut the torn tail, and make sure of the last group.
            var preparer = new SegmentPreparer(options.FileSystem, options.Directory, options.SegmentBytes, inBackground: !options.SingleThreaded);
            preparer.RemoveSpare();
            LogRecovery.Run(options.FileSystem, options.Directory, scan);
            Warn(options, scan);

            // 4. Go on at the end.
            var appender = new SegmentAppender(options, preparer, scan.Last?.End, scan.Last?.SegmentBytes ?? 0);
            preparer.Start();
            return new EmbeddedEventLog(options, directoryLock, index, appender, preparer);
        }
        catch (Exception e)
        {
            directoryLock?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new EventLogUnavailableException($"The event log in {options.Directory} cannot be opened", e);
            }

            throw;
        }
    }

    private static IDisposable TakeLock(EmbeddedLogOptions options)
    {
        string ownerPath = Path.Combine(options.Directory, SegmentFiles.Owner);
        IDisposable? held = options.FileSystem.TryLock(Path.Combine(options.Directory, SegmentFiles.Lock));
        if (held is null)
        {
            throw new EventLogInUseException(options.Directory, ReadOwner(options.FileSystem, ownerPath));
        }

        try
        {
            WriteOwner(options.FileSystem, ownerPath);
            return held;
        }
        catch (StorageFullException)
        {
            return held; // The name is for a message only; a full disk must not keep the log from opening.
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static void WriteOwner(IFileSystem fileSystem, string path)
    {
        // In place and of fixed width, so that it takes no new room on a full disk.
        string text = Environment.ProcessId.ToString(CultureInfo.InvariantCulture).PadRight(OwnerBytes - 1) + '\n';
        using IStorageFile file = fileSystem.Open(path, fileSystem.FileExists(path) ? FileUse.Write : FileUse.Create);
        file.Write(0, Encoding.ASCII.GetBytes(text));
    }

    private static string ReadOwner(IFileSystem fileSystem, string path)
    {
        try
        {
            using IStorageFile file = fileSystem.Open(path, FileUse.Read);
            byte[] text = new byte[OwnerBytes];
            string owner = Encoding.ASCII.GetString(text, 0, file.Read(0, text)).Trim();
            return owner.Length > 0 ? owner : "(unknown)";
        }
        catch (IOException)
        {
            return "(unknown)";
        }
    }

    private static void CheckConfirmed(EmbeddedLogOptions options, LogIndex index, LogScan scan)
    {
        if (options.MustHold is not { } confirmed)
        {
            return;
        }

        long revision = index.TryFind(confirmed.Stream, out StreamIndex? stream) ? stream.Signal.Revision : IEventLog.NoStream;
        if (revision < confirmed.Revision)
        {
            LogEnd end = scan.Last?.End ?? new LogEnd(1, 0, 1, 0, 0);
            throw new EventLogDamagedException(
                SegmentFiles.Name(end.Segment), end.Offset, end.Position,
                $"confirmed event {confirmed.Revision} of {confirmed.Stream} is damaged or missing; the stream ends at {revision}"
                + (scan.Torn is null ? "" : $" ({scan.Torn.Reason})"));
        }
    }

    private static void Warn(EmbeddedLogOptions options, LogScan scan)
    {
        if (scan.Torn is { } torn)
        {
            options.OnWarning?.Invoke(
                $"{SegmentFiles.Name(torn.Segment)}: an unfinished group was cut at offset {torn.Offset}, {torn.Bytes} bytes dropped ({torn.Reason}). "
                + "It was never flushed, so nothing in it was confirmed.");
        }
    }
}
