namespace Rollup.Protocol.Events;

/// <summary>The only free text in canonical JSON: printable ASCII that no JSON writer would escape.</summary>
internal static class PlainTextRules
{
    public const int MaxLength = 256;

    public static bool Allows(char c) => c is >= ' ' and <= '~' and not ('"' or '\\');

    public static bool Allows(string text) => text.Length <= MaxLength && text.All(Allows);
}
