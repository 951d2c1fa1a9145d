using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>Number of a batch. The first batch is 1; 0 stands for the genesis state. Text form: decimal.</summary>
public readonly record struct BatchNumber(ulong Value) : IComparable<BatchNumber>
{
    /// <summary>The state before any batch.</summary>
    public static BatchNumber Genesis => default;

    public BatchNumber Next() => new(checked(Value + 1));

    public int CompareTo(BatchNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(BatchNumber left, BatchNumber right) => left.Value < right.Value;

    public static bool operator >(BatchNumber left, BatchNumber right) => left.Value > right.Value;

    public static bool operator <=(BatchNumber left, BatchNumber right) => left.Value <= right.Value;

    public static bool operator >=(BatchNumber left, BatchNumber right) => left.Value >= right.Value;

    public static bool TryParse(ReadOnlySpan<char> text, out BatchNumber number)
    {
        bool parsed = Decimals.TryParse(text, out ulong value);
        number = new(value);
        return parsed;
    }

    public override string ToString() => Decimals.Format(Value);
}
