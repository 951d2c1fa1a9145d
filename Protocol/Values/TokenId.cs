using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>Number of a token in the order in which L1 listed it. Text form: decimal.</summary>
public readonly record struct TokenId(uint Value) : IComparable<TokenId>
{
    public int CompareTo(TokenId other) => Value.CompareTo(other.Value);

    public static bool operator <(TokenId left, TokenId right) => left.Value < right.Value;

    public static bool operator >(TokenId left, TokenId right) => left.Value > right.Value;

    public static bool operator <=(TokenId left, TokenId right) => left.Value <= right.Value;

    public static bool operator >=(TokenId left, TokenId right) => left.Value >= right.Value;

    public static bool TryParse(ReadOnlySpan<char> text, out TokenId token)
    {
        bool parsed = Decimals.TryParse(text, out uint value);
        token = new(value);
        return parsed;
    }

    public override string ToString() => Decimals.Format(Value);
}
