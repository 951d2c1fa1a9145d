using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rollup.EventLog.Storage;

/// <summary>The calls the base library lacks or hides: opening a directory, a flush of data only, a lock.</summary>
internal static partial class NativeFiles
{
    private const int ReadOnly = 0;
    private const int LockExclusive = 2; // LOCK_EX on Linux and macOS
    private const int LockWithoutWaiting = 4; // LOCK_NB
    private const int Interrupted = 4; // EINTR on Linux and macOS
    private const int InvalidArgument = 22; // EINVAL
    private const int ReadOnlyFileSystem = 30; // EROFS

    /// <summary>fdatasync. RandomAccess.FlushToDisk is fsync, which also writes the inode's times through the journal.</summary>
    /// <param name="isReadOnly">Then a file system that cannot be written, and so has nothing to flush, is fine.</param>
    public static void FlushData(SafeFileHandle file, bool isReadOnly) => Check(static f => fdatasync(f), file, "fdatasync", isReadOnly);

    /// <summary>fsync, also on a directory.</summary>
    public static void Flush(SafeFileHandle file, string path) => Check(static f => fsync(f), file, $"fsync of {path}", isReadOnly: false);

    /// <summary>flock: exclusive, without waiting. The kernel drops it with the process.</summary>
    public static bool TryLock(SafeFileHandle file) => flock(file, LockExclusive | LockWithoutWaiting) == 0;

    public static SafeFileHandle OpenDirectory(string path)
    {
        SafeFileHandle handle = open(path, ReadOnly);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        int error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw Failure($"open of directory {path}", error);
    }

    private static void Check(Func<SafeFileHandle, int> call, SafeFileHandle file, string what, bool isReadOnly)
    {
        while (call(file) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (isReadOnly && error is InvalidArgument or ReadOnlyFileSystem)
            {
                return;
            }

            if (error != Interrupted)
            {
                throw Failure(what, error);
            }
        }
    }

    private static IOException Failure(string what, int error) => new($"{what} failed: {Marshal.GetPInvokeErrorMessage(error)}", error);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc")]
    private static partial int flock(SafeFileHandle file, int operation);

    // open is variadic in C, but its third argument is read only when a file is created, so two arguments are safe on every ABI.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);
}
