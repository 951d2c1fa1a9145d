using Rollup.Crypto;

namespace Rollup.Protocol;

/// <summary>What a batch's proof speaks of beside the old state root and the chain.</summary>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="C">Commitment of the proof to public data and operation ids.</param>
/// <param name="Z">The point at which the public data is evaluated.</param>
/// <param name="Y">The public data's value at <paramref name="Z"/>.</param>
public sealed record BatchHeader(BatchNumber Number, ulong Timestamp, StateRoot NewRoot, Digest C, BlsScalar Z, BlsScalar Y)
{
    /// <summary>Elements of a header inside a hash: number, timestamp, root (4), C (4), z (5), y (5).</summary>
    public const int ElementCount = 20;

    public void CopyTo(Span<Goldilocks> elements)
    {
        elements[0] = Number.Value;
        elements[1] = Timestamp;
        NewRoot.Value.CopyTo(elements[2..]);
        C.CopyTo(elements[6..]);
        Z.CopyLimbs(elements[10..]);
        Y.CopyLimbs(elements[15..]);
    }
}
