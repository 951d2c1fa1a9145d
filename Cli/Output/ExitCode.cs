namespace Rollup.Cli.Output;

/// <summary>Exit codes of every command: 0 to 3 are ours, 64 to 78 are those of sysexits.h.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something was refused, or a check failed.</summary>
    public const int Refused = 1;

    public const int Usage = 2;

    /// <summary>No fault was found, but not everything could be checked.</summary>
    public const int NotFullyChecked = 3;

    /// <summary>EX_DATAERR: stored data is damaged or of an unknown format.</summary>
    public const int DataError = 65;

    /// <summary>EX_NOINPUT: a named file or directory does not exist.</summary>
    public const int NoInput = 66;

    /// <summary>EX_UNAVAILABLE: a port is taken, a node does not answer.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_SOFTWARE: a bug of ours.</summary>
    public const int Software = 70;

    /// <summary>EX_IOERR: the disk refused.</summary>
    public const int InputOutput = 74;

    /// <summary>EX_CONFIG: settings, keys or pass phrases are wrong.</summary>
    public const int Configuration = 78;
}
