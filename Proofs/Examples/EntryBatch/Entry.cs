using Rollup.Crypto;

namespace Rollup.Proofs.Examples.EntryBatch;

/// <summary>What a batch consists of: eight numbers, shaped like a payment.</summary>
public readonly record struct Entry(ulong Sender, ulong Recipient, ulong Token, ulong Amount, ulong Fee, ulong Nonce, ulong Expiry, ulong Memo)
{
    public const int FieldCount = 8;

    /// <summary>Limbs of all fields together.</summary>
    public const int LimbCount = 18;

    /// <summary>Limbs of each field, in order: amount and memo have three, the others two.</summary>
    public static ReadOnlySpan<int> LimbCounts => [2, 2, 2, 3, 2, 2, 2, 3];

    public ulong this[int field] => field switch
    {
        0 => Sender,
        1 => Recipient,
        2 => Token,
        3 => Amount,
        4 => Fee,
        5 => Nonce,
        6 => Expiry,
        7 => Memo,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "An entry has eight fields."),
    };

    /// <summary>Writes the fields, as the sponge absorbs them.</summary>
    public void CopyTo(Span<Goldilocks> fields)
    {
        for (int i = 0; i < FieldCount; i++)
        {
            fields[i] = new(this[i]);
        }
    }

    /// <summary>Writes the limbs, the lowest of each field first.</summary>
    /// <exception cref="ArgumentException">A field does not fit into its limbs.</exception>
    public void CopyLimbsTo(Span<uint> limbs, int logLimb)
    {
        int next = 0;
        for (int field = 0; field < FieldCount; field++)
        {
            ulong rest = this[field];
            for (int i = 0; i < LimbCounts[field]; i++)
            {
                limbs[next++] = (uint)(rest & ((1UL << logLimb) - 1));
                rest >>= logLimb;
            }

            if (rest != 0)
            {
                throw new ArgumentException($"Field {field} of {this} does not fit into {LimbCounts[field]} limbs of {logLimb} bits.");
            }
        }
    }
}
