using System.Globalization;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Snapshots;

/// <summary>Keeps the last few snapshots of a state, each in a checksummed file that appears whole or not at all.</summary>
/// <remarks>
/// A snapshot only saves time: whoever loads one compares its revision with the log's (a snapshot ahead of the log means that
/// the log has lost events) and its root with the one the log states for that revision.
/// </remarks>
/// <param name="identity">Which log the snapshots belong to, as in <see cref="EmbeddedLogOptions.Identity"/>.</param>
/// <param name="keepCount">How many snapshots stay after a new one is safe.</param>
/// <param name="onWarning">Told in one sentence about each damaged file.</param>
public sealed class SnapshotStore(
    string directory, string identity, int keepCount = 3, Action<string>? onWarning = null, IFileSystem? fileSystem = null)
{
    private const string Extension = ".snapshot";
    private const string Temporary = "snapshot.tmp";
    private const int WriteBytes = 8 << 20;

    private readonly IFileSystem _fileSystem = fileSystem ?? PhysicalFileSystem.Instance;

    /// <summary>Saves a snapshot durably, then removes the oldest ones.</summary>
    /// <param name="revision">The last event that the state contains; flushed in the log already, so that no snapshot is ever ahead of it.</param>
    /// <exception cref="StorageFullException">Nothing has changed.</exception>
    public void Save(long revision, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        _fileSystem.CreateDirectory(directory);
        string temporary = Path.Combine(directory, Temporary);
        try
        {
            using IStorageFile file = _fileSystem.Open(temporary, FileUse.Create);
            file.Write(0, SnapshotHeader.Of(revision, payload, identity).Encode());
            for (int written = 0; written < payload.Length; written += WriteBytes)
            {
                file.Write(SealedBlock.Bytes + (long)written, payload.Slice(written, Math.Min(WriteBytes, payload.Length - written)));
            }

            file.Flush();
        }
        catch (StorageFullException)
        {
            _fileSystem.Delete(temporary);
            throw;
        }

        _fileSystem.Rename(temporary, PathOf(revision));
        _fileSystem.FlushDirectory(directory);
        RemoveOld();
    }

    /// <summary>The whole snapshots, newest first, each read when it is asked for. Damaged ones are skipped with a warning.</summary>
    /// <exception cref="EventLogFormatException">A snapshot of another log, or of a newer format.</exception>
    public IEnumerable<Snapshot> ReadNewestFirst()
    {
        foreach (long revision in Revisions().Reverse())
        {
            if (Read(revision) is { } snapshot)
            {
                yield return snapshot;
            }
        }
    }

    private Snapshot? Read(long revision)
    {
        string name = NameOf(revision);
        using IStorageFile file = _fileSystem.Open(PathOf(revision), FileUse.Read);
        byte[] block = new byte[SealedBlock.Bytes];
        int read = file.Read(0, block);
        SnapshotHeader? header = SnapshotHeader.Read(name, block.AsSpan(0, read), out string? problem);
        if (header is not null && header.Identity != identity)
        {
            throw new EventLogFormatException(name, $"a snapshot of the log '{identity}'", $"one of the log '{header.Identity}'");
        }

        // The length is compared with the file's before memory is taken for it.
        if (header is not null && (header.Revision != revision || header.PayloadBytes != file.Length - SealedBlock.Bytes))
        {
            problem = $"it holds {file.Length} bytes of revision {header.Revision}, expected {SealedBlock.Bytes + header.PayloadBytes} of {revision}";
        }

        if (problem is null)
        {
            byte[] payload = GC.AllocateUninitializedArray<byte>(checked((int)header!.PayloadBytes));
            if (file.Read(SealedBlock.Bytes, payload) == payload.Length && Crc32C.Compute(payload) == header.PayloadChecksum)
            {
                return new Snapshot(revision, payload);
            }

            problem = "its payload's checksum does not match";
        }

        onWarning?.Invoke($"Snapshot {name} is damaged and ignored: {problem}.");
        return null;
    }

    private void RemoveOld()
    {
        foreach (long revision in Revisions().SkipLast(keepCount))
        {
            _fileSystem.Delete(PathOf(revision));
        }
    }

    private IEnumerable<long> Revisions()
        => _fileSystem.DirectoryExists(directory)
            ? _fileSystem.ListFiles(directory)
                .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
                .Select(name => long.TryParse(name.AsSpan(0, name.Length - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long revision) ? revision : -1)
                .Where(revision => revision >= 0)
                .Order()
            : [];

    private string PathOf(long revision) => Path.Combine(directory, NameOf(revision));

    private static string NameOf(long revision) => revision.ToString("D19", CultureInfo.InvariantCulture) + Extension;
}
