namespace Rollup.EventLog.Storage;

/// <summary>The disk or the quota is full. Trying again later can help; every other I/O error is taken for final.</summary>
public sealed class StorageFullException(string message, Exception? inner = null) : IOException(message, inner);
