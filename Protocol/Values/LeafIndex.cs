using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>Position of an account leaf in the tree. 0 is reserved and never holds an account. Text form: decimal.</summary>
public readonly record struct LeafIndex(uint Value) : IComparable<LeafIndex>
{
    /// <summary>The reserved index 0.</summary>
    public static LeafIndex Reserved => default;

    public bool IsReserved => Value == 0;

    public int CompareTo(LeafIndex other) => Value.CompareTo(other.Value);

    public static bool operator <(LeafIndex left, LeafIndex right) => left.Value < right.Value;

    public static bool operator >(LeafIndex left, LeafIndex right) => left.Value > right.Value;

    public static bool operator <=(LeafIndex left, LeafIndex right) => left.Value <= right.Value;

    public static bool operator >=(LeafIndex left, LeafIndex right) => left.Value >= right.Value;

    public static bool TryParse(ReadOnlySpan<char> text, out LeafIndex index)
    {
        bool parsed = Decimals.TryParse(text, out uint value);
        index = new(value);
        return parsed;
    }

    public override string ToString() => Decimals.Format(Value);
}
