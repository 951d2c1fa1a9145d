using System.Text.RegularExpressions;

namespace Rollup.Proofs.Solidity;

/// <summary>How many bytes of code a statement of generated Yul becomes, as measured on solc's output; a few per cent too many.</summary>
internal static partial class CodeSize
{
    /// <summary>Reading the claims, the inverses, and what else the first contract of a chain does.</summary>
    public const int OfFrame = 3000;

    /// <summary>A return label, a jump there and back.</summary>
    private const int CallBytes = 9;

    public static int Of(string statement) =>
        Tokens().Matches(statement).Sum(token => token.Value switch
        {
            "product" or "scaled" or "reduced" or "refuse" or "square" => CallBytes,
            ['0', 'x', .. string digits] => 1 + (digits.Length + 1) / 2,
            _ => 1,
        });

    /// <summary>Names of operations and functions, and numbers.</summary>
    [GeneratedRegex("[a-z][a-z]+|0x[0-9a-f]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();
}
