using System.Text;
using System.Text.Json;
using Rollup.Protocol;

namespace Rollup.Auditor.Receipts;

/// <summary>Receipts as wallets keep them: one JSON object, an array of them, or one object per line.</summary>
public static class ReceiptFile
{
    /// <summary>Reads all receipts of a file.</summary>
    /// <exception cref="FormatException">One is not a receipt; the message says which and what was expected.</exception>
    public static IReadOnlyList<Receipt> Read(string path)
    {
        string text = File.ReadAllText(path, Encoding.UTF8);
        return text.TrimStart().StartsWith('[') ? ReadArray(text) : ReadLines(text);
    }

    private static List<Receipt> ReadArray(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return [.. document.RootElement.EnumerateArray().Select((element, i) => Parse(Encoding.UTF8.GetBytes(element.GetRawText()), $"receipt {i + 1}"))];
        }
        catch (JsonException error)
        {
            throw new FormatException($"the receipts are no JSON array: {error.Message}", error);
        }
    }

    private static List<Receipt> ReadLines(string text)
    {
        // A single receipt may be spread over several lines; several receipts take a line each.
        byte[] whole = Encoding.UTF8.GetBytes(text);
        return Receipt.TryParse(whole, out Receipt? single, out _)
            ? [single]
            : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select((line, i) => Parse(Encoding.UTF8.GetBytes(line), $"line {i + 1}"))];
    }

    private static Receipt Parse(byte[] json, string place) =>
        Receipt.TryParse(json, out Receipt? receipt, out string? fault) ? receipt : throw new FormatException($"{place} is not a receipt: {fault}");
}
