namespace Rollup.Crypto.Signatures;

/// <summary>Many signatures at once.</summary>
public static partial class Schnorr
{
    /// <summary>Verifies each check; the results are exactly those of <see cref="Verify"/>.</summary>
    /// <param name="results">As many as checks.</param>
    /// <returns>Whether all are valid.</returns>
    public static bool VerifyBatch(ReadOnlySpan<SignatureCheck> checks, Span<bool> results)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Length, checks.Length);

        bool all = true;
        for (int i = 0; i < checks.Length; i++)
        {
            results[i] = Verify(checks[i].Key, checks[i].Message, checks[i].Signature);
            all &= results[i];
        }

        return all;
    }
}
