using Microsoft.Win32.SafeHandles;

namespace Rollup.EventLog.Storage;

/// <summary>The operating system's files.</summary>
public sealed class PhysicalFileSystem : IFileSystem
{
    public static PhysicalFileSystem Instance { get; } = new();

    private PhysicalFileSystem()
    {
    }

    public IStorageFile Open(string path, FileUse use) => Guarded(() =>
    {
        (FileMode mode, FileAccess access) = use switch
        {
            FileUse.Read => (FileMode.Open, FileAccess.Read),
            FileUse.Write => (FileMode.Open, FileAccess.ReadWrite),
            _ => (FileMode.Create, FileAccess.ReadWrite),
        };
        return new PhysicalFile(File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete), isReadOnly: use == FileUse.Read);
    });

    public IDisposable? TryLock(string path)
    {
        try
        {
            SafeFileHandle handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // On Unix FileShare.None is this same lock, except that an environment variable can switch it off.
            if (OperatingSystem.IsWindows() || NativeFiles.TryLock(handle))
            {
                return handle;
            }

            handle.Dispose();
            return null;
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            return null;
        }
    }

    public bool FileExists(string path) => File.Exists(path);

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public IReadOnlyList<string> ListFiles(string directory)
    {
        string[] names = [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public void CreateDirectory(string path)
    {
        string full = Path.GetFullPath(path);
        var created = new Stack<string>();
        for (string? missing = full; missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
        {
            created.Push(missing);
        }

        Directory.CreateDirectory(full);
        foreach (string directory in created)
        {
            FlushDirectory(Path.GetDirectoryName(directory)!);
        }
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void FlushDirectory(string path)
    {
        // Windows has no such call, and its journal keeps directory entries in order.
        if (!OperatingSystem.IsWindows())
        {
            using SafeFileHandle directory = NativeFiles.OpenDirectory(path);
            NativeFiles.Flush(directory, path);
        }
    }

    /// <summary>Runs an I/O call and gives "no room" its own type.</summary>
    internal static T Guarded<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (IOException e) when (IsFull(e))
        {
            throw new StorageFullException(e.Message, e);
        }
    }

    internal static bool IsFull(IOException e) => e.HResult switch
    {
        28 => !OperatingSystem.IsWindows(), // ENOSPC
        122 => OperatingSystem.IsLinux(), // EDQUOT
        69 => OperatingSystem.IsMacOS(), // EDQUOT
        unchecked((int)0x80070070) => true, // ERROR_DISK_FULL
        _ => false,
    };

    private static bool IsHeldByAnother(IOException e) => e.HResult switch
    {
        11 => OperatingSystem.IsLinux(), // EWOULDBLOCK
        35 => OperatingSystem.IsMacOS(), // EWOULDBLOCK
        unchecked((int)0x80070020) => true, // ERROR_SHARING_VIOLATION
        _ => false,
    };
}
