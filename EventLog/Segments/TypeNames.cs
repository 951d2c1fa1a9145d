using System.Collections.Concurrent;

namespace Rollup.EventLog.Segments;

/// <summary>Event type names seen so far, so that a million events share a dozen strings.</summary>
internal sealed class TypeNames
{
    /// <summary>A log has few types; one with many must not fill the memory.</summary>
    private const int MaxCount = 4096;

    private readonly ConcurrentDictionary<string, string> _names = new(AsciiNames.Comparer);

    public string Get(ReadOnlySpan<byte> name)
    {
        ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<byte>> byBytes = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (byBytes.TryGetValue(name, out string? known))
        {
            return known;
        }

        string text = AsciiNames.Comparer.Create(name);
        return _names.Count < MaxCount ? _names.GetOrAdd(text, text) : text;
    }
}
