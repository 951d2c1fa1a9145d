namespace Rollup.EventLog.Storage;

/// <summary>An open file, addressed by offset; safe for one writer beside many readers.</summary>
public interface IStorageFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads until <paramref name="destination"/> or the file ends, and returns the number of bytes read.</summary>
    int Read(long offset, Span<byte> destination);

    /// <summary>Writes all of <paramref name="source"/>. After an exception any part of it may have been written.</summary>
    /// <exception cref="StorageFullException">There is no room for it now.</exception>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Makes the content durable, without the metadata that reading it back does not need (fdatasync).</summary>
    /// <remarks>After a failure nothing is known about earlier writes: the kernel may have dropped them and report the next flush as a success.</remarks>
    void FlushData();

    /// <summary>Makes content and metadata, the length among it, durable (fsync).</summary>
    void Flush();
}
