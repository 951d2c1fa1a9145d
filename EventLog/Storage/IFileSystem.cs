namespace Rollup.EventLog.Storage;

/// <summary>What the log asks of a file system: the seam at which tests put a simulated disk.</summary>
/// <remarks>Calls are synchronous: each is one system call, made on a thread that has nothing else to do.</remarks>
public interface IFileSystem
{
    /// <summary>Opens a file; failures are <see cref="IOException"/>, <see cref="StorageFullException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    IStorageFile Open(string path, FileUse use);

    /// <summary>Takes a lock that the operating system drops when the process ends, however it ends.</summary>
    /// <returns>Null when another holder has it.</returns>
    IDisposable? TryLock(string path);

    bool FileExists(string path);

    bool DirectoryExists(string path);

    /// <summary>The names, without directory, of the files in <paramref name="directory"/>, in ordinal order.</summary>
    IReadOnlyList<string> ListFiles(string directory);

    /// <summary>Creates the directory and its missing parents, and makes their entries durable.</summary>
    void CreateDirectory(string path);

    /// <summary>Renames within one directory; a file already at <paramref name="to"/> is replaced. Not durable before <see cref="FlushDirectory"/>.</summary>
    void Rename(string from, string to);

    void Delete(string path);

    /// <summary>Makes the creations, renames and deletions in the directory durable.</summary>
    void FlushDirectory(string path);
}

public enum FileUse
{
    /// <summary>An existing file, never changed.</summary>
    Read,

    /// <summary>An existing file.</summary>
    Write,

    /// <summary>A file of length 0; what stood there before is gone.</summary>
    Create,
}
