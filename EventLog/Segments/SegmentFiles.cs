using System.Globalization;

namespace Rollup.EventLog.Segments;

/// <summary>The names in a log directory.</summary>
internal static class SegmentFiles
{
    public const string Extension = ".segment";

    /// <summary>The segment being zero-filled ahead; not part of the log until renamed.</summary>
    public const string Spare = "spare.tmp";

    public const string Lock = "lock";

    /// <summary>The process id of the lock's holder, for the message that the next one gets. The lock file itself cannot be read while it is held.</summary>
    public const string Owner = "owner";

    public static string Name(int segment) => segment.ToString("D8", CultureInfo.InvariantCulture) + Extension;

    public static string PathOf(string directory, int segment) => Path.Combine(directory, Name(segment));

    /// <summary>The number that a file name stands for; null when it is no segment's canonical name.</summary>
    public static int? TryParse(string name)
        => name.EndsWith(Extension, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(0, name.Length - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int segment)
            && segment > 0 && Name(segment) == name
            ? segment
            : null;
}
