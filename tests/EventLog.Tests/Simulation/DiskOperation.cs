namespace Rollup.EventLog.Tests.Simulation;

public enum DiskOperationKind
{
    Create,
    Read,
    Write,
    FlushData,
    Flush,
    Rename,
    Delete,
    FlushDirectory,
}

/// <summary>One call to the simulated disk.</summary>
public sealed record DiskOperation(DiskOperationKind Kind, string Path, long Offset = 0, int Length = 0)
{
    public bool Changes => Kind != DiskOperationKind.Read;

    public override string ToString() => $"{Kind} {System.IO.Path.GetFileName(Path)} [{Offset}, +{Length}]";
}

/// <summary>What a test lets the disk do instead of an operation.</summary>
public abstract record DiskFault
{
    /// <summary>Fails with an I/O error. A failed flush loses what it should have written, as Linux does: the pages count as clean.</summary>
    public sealed record Error : DiskFault;

    /// <summary>Writes the first bytes, then fails.</summary>
    public sealed record ShortWrite(int Bytes) : DiskFault;

    /// <summary>Writes the first bytes, then reports a full disk.</summary>
    public sealed record Full(int Bytes) : DiskFault;

    /// <summary>Reports success; the bytes never reach the platter.</summary>
    public sealed record LostWrite : DiskFault;

    /// <summary>Reports success; the bytes reach the platter elsewhere in the file.</summary>
    public sealed record MisdirectedWrite(long Offset) : DiskFault;

    /// <summary>A read sees the platter, not what was written since.</summary>
    public sealed record StaleRead : DiskFault;

    /// <summary>A read sees one bit turned, counted from the file's start.</summary>
    public sealed record FlippedBit(long Bit) : DiskFault;
}

/// <summary>The power went: nothing the process does after this has an effect.</summary>
public sealed class PowerCutException() : Exception("The power was cut.");

/// <summary>What survives of the sectors and directory entries that were not flushed.</summary>
public enum CrashOutcome
{
    None,
    All,
    Prefix,
    RandomSubset,
}
