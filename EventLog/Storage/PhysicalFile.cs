using Microsoft.Win32.SafeHandles;

namespace Rollup.EventLog.Storage;

/// <summary>A file of the operating system: pread, pwrite, fdatasync and fsync.</summary>
internal sealed class PhysicalFile(SafeFileHandle handle, bool isReadOnly) : IStorageFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length)
        {
            int read = RandomAccess.Read(handle, destination[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        try
        {
            RandomAccess.Write(handle, source, offset); // repeats short writes by itself
        }
        catch (IOException e) when (PhysicalFileSystem.IsFull(e))
        {
            throw new StorageFullException(e.Message, e);
        }
    }

    public void FlushData()
    {
        if (OperatingSystem.IsLinux())
        {
            NativeFiles.FlushData(handle, isReadOnly);
        }
        else
        {
            Flush();
        }
    }

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();
}
