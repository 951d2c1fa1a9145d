namespace Rollup.Proofs;

/// <summary>Why a proof is refused: the check that failed, with what it expected and what it found.</summary>
/// <remarks>An ordinary result, since proofs come from strangers. The set of failures is closed: each check has its own record.</remarks>
public abstract record ProofFailure
{
    private protected ProofFailure()
    {
    }
}
