using System.Diagnostics.CodeAnalysis;
using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>The hash of what a user signed: names the operation, and does not depend on the signature. Text form: bytes32.</summary>
public readonly record struct OperationId(Digest Value)
{
    /// <summary>The id of operations that nobody signs: deposits, forced exits and fee collections.</summary>
    public static OperationId None => default;

    public bool IsNone => Value.IsZero;

    public static bool TryParse([NotNullWhen(true)] string? text, out OperationId id)
    {
        bool parsed = Digest.TryParse(text, out Digest value);
        id = new(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}
